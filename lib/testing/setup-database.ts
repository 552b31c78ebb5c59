/** Runs before each database test file, before anything imports the schema: which dialect, and a fresh database. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, inject, vi } from 'vitest'
import { createDatabase, dropDatabase } from './postgres-cluster'
import { localTestEnv } from './test-env'
import { makeTestFolder } from './test-folder'

declare module 'vitest' {
  interface ProvidedContext {
    dialect: 'sqlite' | 'postgres'
  }
}

// An answer that is held back until a fixed time tells nothing more to a test than that it was; its own test has the wait.
vi.mock('@/lib/accounts/minimum-duration', () => ({
  withMinimumDuration: vi.fn((_ms: number, work: () => unknown) => work()),
}))

/** `migrate` brings it to the newest schema; the connection is closed before `remove`. */
type TestDatabase = { url: string; migrate: () => Promise<void>; remove: () => Promise<void> }

/** The schema is not to be imported before the address is set: it looks at the address to choose its dialect. */
const migrate = async () => (await import('@/db/migrate')).migrateDatabase(process.env.DATABASE_URL)

function sqliteDatabase(): TestDatabase {
  const folder = makeTestFolder()
  return {
    url: `file:${join(folder, 'test.db')}`,
    migrate,
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function postgresDatabase(server: string): Promise<TestDatabase> {
  const name = `t_${process.pid}_${Date.now().toString(36)}`
  return { url: await createDatabase(server, name), migrate, remove: () => dropDatabase(server, name) }
}

/** PostgreSQL compiled into this process, for machines without a server. One connection: races mean little there. */
const embeddedPostgres = async (): Promise<TestDatabase> => ({
  url: 'postgres://embedded',
  migrate: async () => (await import('./embedded-postgres')).holdEmbeddedPostgres(),
  remove: async () => {},
})

function makeDatabase(): TestDatabase | Promise<TestDatabase> {
  if (inject('dialect') === 'sqlite') return sqliteDatabase()
  const server = inject('postgresUrl')
  return server ? postgresDatabase(server) : embeddedPostgres()
}

const database = await makeDatabase()
Object.assign(process.env, localTestEnv, { DATABASE_URL: database.url, TEST_PASSWORD_COST: 'low' })

await database.migrate()

afterAll(async () => {
  const { closeDatabase } = await import('@/db/client')
  await closeDatabase()
  await database.remove()
})
