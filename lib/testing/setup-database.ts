/** Runs before each database test file, before anything imports the schema: which dialect, and a fresh database. */
import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, inject, vi } from 'vitest'
import { copyTemplate, createDatabase, dropDatabase, keepAsTemplate } from './postgres-cluster'
import { localTestEnv } from './test-env'
import { makeTestFolder } from './test-folder'

declare module 'vitest' {
  interface ProvidedContext {
    dialect: 'sqlite' | 'postgres'
  }
}

// An answer that is held back until a fixed time tells nothing more to a test than that it was; its own test has the wait.
vi.mock('@/lib/accounts/even-answer-time', () => ({
  withEvenAnswerTime: vi.fn((_ms: number, work: () => unknown) => work()),
}))

/** `migrate` brings it to the newest schema; the connection is closed before `remove`. */
type TestDatabase = { url: string; migrate: () => Promise<void>; remove: () => Promise<void> }

/** The schema is not to be imported before the address is set: it looks at the address to choose its dialect. */
const migrate = async () => (await import('@/db/migrate')).migrateDatabase(process.env.DATABASE_URL)

/** Migrating takes longer than many a test file: the first files of a run do it, the others copy what one of them kept. */
function sqliteDatabase(): TestDatabase {
  const folder = makeTestFolder()
  const file = join(folder, 'test.db')
  const template = inject('sqliteTemplate')
  return {
    url: `file:${file}`,
    migrate: async () => {
      if (template && existsSync(template)) return copyFileSync(template, file)
      await migrate()
      if (template) keepAsTemplateFile(file, template)
    },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Nobody sees half a copy. The migration has closed its connection, so that all of it is in the one file. */
function keepAsTemplateFile(file: string, template: string): void {
  const own = `${template}.${process.pid}`
  copyFileSync(file, own)
  renameSync(own, template)
}

async function postgresDatabase(server: string): Promise<TestDatabase> {
  const name = `t_${process.pid}_${Date.now().toString(36)}`
  const template = inject('postgresTemplate')
  const remove = () => dropDatabase(server, name)
  const copy = template ? await copyTemplate(server, name, template) : null
  if (copy) return { url: copy, migrate: async () => {}, remove }
  const migrateAndKeep = async () => {
    await migrate()
    if (template) await keepAsTemplate(server, name, template)
  }
  return { url: await createDatabase(server, name), migrate: migrateAndKeep, remove }
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
