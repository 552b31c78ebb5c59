import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { holdConnection } from '@/db/client'
import { queryLog } from '@/db/query-log'
import type { Database, Tx } from '@/db/types'

/** Makes a migrated in-process PostgreSQL the database of this process. */
export async function holdEmbeddedPostgres(): Promise<void> {
  const client = await PGlite.create()
  const database = drizzle(client, { casing: 'snake_case', logger: queryLog })
  await migrate(database, { migrationsFolder: new URL('../../db/migrations/postgres', import.meta.url).pathname })
  holdConnection({
    reader: database as unknown as Database,
    transaction: (work) => database.transaction((tx) => work(tx as unknown as Tx)),
    close: () => client.close(),
  })
}
