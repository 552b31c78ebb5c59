/** Brings the database at DATABASE_URL to the newest schema. Several processes may run it at once. */
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { drizzle as drizzleSqlite } from 'drizzle-orm/better-sqlite3'
import { migrate as migrateSqliteFile } from 'drizzle-orm/better-sqlite3/migrator'
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js'
import { migrate as migratePostgresServer } from 'drizzle-orm/postgres-js/migrator'
import postgres, { type Sql } from 'postgres'
import { dialectOf, sqliteFile } from './dialect/choice'
import { sqlState } from './postgres'
import { isBusy, openSqliteFile } from './sqlite'
import type { Tx } from './types'
import { upkeep } from './upkeep'

const folder = (dialect: string) => join(dirname(fileURLToPath(import.meta.url)), 'migrations', dialect)

/**
 * The lock of migrations, any number that is always the same one. Another one than the first releases had: theirs belonged
 * to a connection, stays on one of a transaction pooler's connections for good, and must not stop anybody.
 */
export const migrationLock = 8_217_402

/** How long to wait for another migration, or for a table that somebody uses, in milliseconds. */
const defaultPatienceMs = 60_000

type MigrateOptions = {
  patienceMs?: number
  /** Told once when another migration is under way. */
  onWait?: (line: string) => void
}

/**
 * Migrates the database at `url`; throws with the database's own words when it cannot, and with a sentence that says who is
 * in the way when that takes longer than `patienceMs`.
 */
export async function migrateDatabase(url: string | undefined, options: MigrateOptions = {}): Promise<void> {
  const { patienceMs = defaultPatienceMs, onWait = () => {} } = options
  if (dialectOf(url) === 'postgres' && url) await migratePostgres(url, patienceMs, onWait)
  else await migrateSqlite(sqliteFile(url), patienceMs, onWait)
}

const waiting = 'Waiting for another migration of this database …'

/** The migrator itself takes no lock, so a second file is held open exclusively; a dead holder lets go of it. */
async function migrateSqlite(file: string, patienceMs: number, onWait: (line: string) => void): Promise<void> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const lock = openSqliteFile(`${file}.migrating`)
  lockSqlite(lock, file, patienceMs, onWait)
  const handle = openSqliteFile(file)
  try {
    handle.pragma('busy_timeout = 10000')
    migrateSqliteFile(drizzleSqlite(handle), { migrationsFolder: folder('sqlite') })
    handle.exec('BEGIN')
    const tx = drizzleSqlite(handle, { casing: 'snake_case' }) as unknown as Tx
    await upkeep(tx)
    handle.exec('COMMIT')
  } finally {
    handle.close()
    lock.close()
  }
}

function lockSqlite(
  lock: ReturnType<typeof openSqliteFile>,
  file: string,
  patienceMs: number,
  onWait: (line: string) => void,
): void {
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return
  } catch (error) {
    if (!isBusy(error)) throw error
  }
  onWait(waiting)
  try {
    lock.pragma(`busy_timeout = ${patienceMs}`)
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (!isBusy(error)) throw error
    throw new Error(
      `Another migration of ${file} has not ended within ${patienceMs / 1000} s: end the process that has ${file}.migrating open, then start again.`,
      { cause: error },
    )
  }
}

/**
 * Lock, migrations and upkeep are one transaction: its lock ends with it, whichever of a pooler's connections it ran on, and
 * a failed migration leaves nothing behind.
 */
async function migratePostgres(url: string, patienceMs: number, onWait: (line: string) => void): Promise<void> {
  const client = postgres(url, { max: 1, prepare: false, onnotice: () => {} })
  try {
    await client.begin(async (sql) => {
      await sql`select set_config('lock_timeout', ${String(patienceMs)}, true)`
      await lockPostgres(sql, patienceMs, onWait)
      const inside = asClient(sql, client)
      await migratePostgresServer(drizzlePostgres(inside), { migrationsFolder: folder('postgres') })
      const tx = drizzlePostgres(inside, { casing: 'snake_case' }) as unknown as Tx
      await upkeep(tx)
    })
  } catch (error) {
    if (sqlState(error) === lockNotAvailable && !(error instanceof LockedError))
      throw new LockedError(
        `A table of the database is in use for more than ${patienceMs / 1000} s: stop what uses it (or end its transaction), then start again.`,
        { cause: error },
      )
    throw error
  } finally {
    await client.end({ timeout: 5 })
  }
}

/** SQLSTATE of a wait that took longer than `lock_timeout`. */
const lockNotAvailable = '55P03'

class LockedError extends Error {}

async function lockPostgres(
  sql: postgres.TransactionSql,
  patienceMs: number,
  onWait: (line: string) => void,
): Promise<void> {
  const [tried] = await sql<{ ok: boolean }[]>`select pg_try_advisory_xact_lock(${migrationLock}) as ok`
  if (tried?.ok) return
  onWait(waiting)
  const [holder] = await sql<{ pid: number }[]>`
    select pid from pg_locks
    where locktype = 'advisory' and granted and objid = ${migrationLock}
      and database = (select oid from pg_database where datname = current_database())
    limit 1`
  try {
    await sql`select pg_advisory_xact_lock(${migrationLock})`
  } catch (error) {
    if (sqlState(error) !== lockNotAvailable) throw error
    const pid = holder?.pid ?? 'unknown'
    throw new LockedError(
      `Another migration of this database has not ended within ${patienceMs / 1000} s; its lock is held by process ${pid} of the database server. When that one hangs, end it with "select pg_terminate_backend(${pid})", then start again.`,
      { cause: error },
    )
  }
}

/** Drizzle's migrator wants a client and begins a transaction of its own: inside of ours that is a savepoint. */
function asClient(sql: postgres.TransactionSql, client: Sql): Sql {
  return Object.assign(sql, {
    options: client.options,
    begin: (work: (inner: postgres.TransactionSql) => unknown) => sql.savepoint((inner) => work(inner)),
  }) as unknown as Sql
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const onWait = (line: string) => process.stdout.write(`${line}\n`)
  migrateDatabase(process.env.DATABASE_URL, { onWait }).catch((error: unknown) => {
    process.stderr.write(`The database could not be migrated: ${reasonOf(error)}\n`)
    process.exitCode = 1
  })
}

/** Our own sentences say it all; under an error of drizzle's lie the database's own words. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return (
    (error.message.startsWith('Failed query') && error.cause instanceof Error && error.cause.message) || error.message
  )
}
