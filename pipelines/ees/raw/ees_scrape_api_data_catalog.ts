import { rawTable } from '../../define.ts'

/** The data sets that the public API offers. The site says neither id of one while the service behind it is down. */
export const ees_scrape_api_data_catalog = rawTable('ees_scrape_api_data_catalog', {
  about: 'Every data set of the public API, as the data catalogue lists it today.',
  columns: {
    publication: 'STRING',
    dataset_name: 'STRING',
    dataset_id: 'STRING',
    link: 'STRING',
    published: 'DATE',
    last_updated: 'DATE',
    api_dataset_id: 'STRING',
    publication_id: 'STRING',
  },
  meanings: {
    publication: {
      means: 'The title of the publication that the data set belongs to, as the site writes it.',
    },
  },
  source: { kind: 'ees-site', list: 'data-sets' },
  key: ['dataset_id'],
  nullable: ['api_dataset_id', 'publication_id'],
  atLeast: 10,
})
