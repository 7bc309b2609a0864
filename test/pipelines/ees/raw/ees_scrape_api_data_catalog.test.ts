import { describe, expect, it } from 'vitest'

import { ees_scrape_api_data_catalog } from '../../../../pipelines/ees/raw/ees_scrape_api_data_catalog.ts'

describe('ees_scrape_api_data_catalog', () => {
  it('has the columns of the data catalogue, in its order', () => {
    expect(Object.entries(ees_scrape_api_data_catalog.columns)).toEqual([
      ['publication', 'STRING'],
      ['dataset_name', 'STRING'],
      ['dataset_id', 'STRING'],
      ['link', 'STRING'],
      ['published', 'DATE'],
      ['last_updated', 'DATE'],
      ['api_dataset_id', 'STRING'],
      ['publication_id', 'STRING'],
    ])
  })

  it('names each data set once, and may lack nothing but the ids of other services', () => {
    expect(ees_scrape_api_data_catalog).toMatchObject({
      key: ['dataset_id'],
      nullable: ['api_dataset_id', 'publication_id'],
      atLeast: 10,
      source: { kind: 'ees-site', list: 'data-sets' },
    })
  })
})
