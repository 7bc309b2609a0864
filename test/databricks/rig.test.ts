import { DBSQLClient } from '@databricks/sql'
import { expect, inject, test } from 'vitest'

import { rigAt } from '../spark/rig.ts'

const rig = rigAt(inject('rigAddress'))

test('a statement by token', async () => {
  const client = new DBSQLClient({ logger: { log: () => undefined } })
  const [host = '', port] = rig.settings.DATABRICKS_SERVER_HOSTNAME.split(':')
  await client.connect({
    host,
    port: Number(port),
    path: rig.settings.DATABRICKS_HTTP_PATH,
    token: rig.settings.DATABRICKS_TOKEN,
    telemetryEnabled: false,
  })
  const session = await client.openSession({ initialCatalog: rig.settings.EES_CATALOG })
  const operation = await session.executeStatement('SELECT 1 AS one')
  expect(await operation.fetchAll()).toEqual([{ one: 1 }])
  await client.close()
})
