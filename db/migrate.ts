/** Brings the database at DATABASE_URL to the newest schema and seeds it. Several processes may run it at once. */
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { drizzle as drizzleSqlite } from 'drizzle-orm/better-sqlite3'
import { migrate as migrateSqliteFile } from 'drizzle-orm/better-sqlite3/migrator'
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js'
import { migrate as migratePostgresServer } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { dialectOf, sqliteFile } from './dialect/choice'
import { seed } from './seed'
import { openSqliteFile } from './sqlite'
import type { Tx } from './types'
import { upkeep } from './upkeep'

const folder = (dialect: string) => join(dirname(fileURLToPath(import.meta.url)), 'migrations', dialect)

/** Any number will do, as long as it is always the same one. */
const advisoryLock = 8_217_401

/** Migrates the database at `url`; throws with the database's own words when it cannot. */
export async function migrateDatabase(url: string | undefined): Promise<void> {
  if (dialectOf(url) === 'postgres' && url) await migratePostgres(url)
  else await migrateSqlite(sqliteFile(url))
}

/** The migrator itself takes no lock, so a second file is held open exclusively; a dead holder lets go of it. */
async function migrateSqlite(file: string): Promise<void> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const lock = openSqliteFile(`${file}.migrating`)
  lock.pragma('busy_timeout = 60000')
  lock.exec('BEGIN EXCLUSIVE')
  const handle = openSqliteFile(file)
  try {
    handle.pragma('busy_timeout = 10000')
    migrateSqliteFile(drizzleSqlite(handle), { migrationsFolder: folder('sqlite') })
    handle.exec('BEGIN')
    const tx = drizzleSqlite(handle, { casing: 'snake_case' }) as unknown as Tx
    await seed(tx)
    await upkeep(tx)
    handle.exec('COMMIT')
  } finally {
    handle.close()
    lock.close()
  }
}

async function migratePostgres(url: string): Promise<void> {
  const client = postgres(url, { max: 1, prepare: false, onnotice: () => {} })
  try {
    await client`select pg_advisory_lock(${advisoryLock})`
    await migratePostgresServer(drizzlePostgres(client), { migrationsFolder: folder('postgres') })
    const tx = drizzlePostgres(client, { casing: 'snake_case' }) as unknown as Tx
    await seed(tx)
    await upkeep(tx)
  } finally {
    await client.end({ timeout: 5 })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  migrateDatabase(process.env.DATABASE_URL).catch((error: unknown) => {
    const cause = error instanceof Error ? (error.cause instanceof Error ? error.cause : error) : undefined
    process.stderr.write(`The database could not be migrated: ${cause?.message || String(error)}\n`)
    process.exitCode = 1
  })
}
