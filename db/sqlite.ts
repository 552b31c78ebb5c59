import { AsyncLocalStorage } from 'node:async_hooks'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { setTimeout as pause } from 'node:timers/promises'
import type BetterSqlite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { queryLog } from './query-log'
import { sqliteLibrary } from './sqlite-library.mjs'
import type { Connection, Database, Tx } from './types'

/** How long a transaction waits for another process's, in milliseconds. */
const lockPatienceMs = 10_000
/** One try blocks the event loop, so it is short and repeated. */
const lockTryMs = 20

/**
 * Opens a file with the settings every connection needs. Loaded lazily: a PostgreSQL deployment never touches
 * the native addon.
 */
export function openSqliteFile(file: string, options: { readonly?: boolean } = {}): BetterSqlite.Database {
  const Sqlite = requireLibrary()
  const handle = new Sqlite(file, { readonly: options.readonly ?? false, timeout: lockTryMs })
  if (!options.readonly) handle.pragma('journal_mode = WAL')
  // FULL: what was acknowledged survives a power cut, not only a killed process.
  handle.pragma('synchronous = FULL')
  handle.pragma('foreign_keys = ON')
  handle.pragma('cache_size = -32000')
  keepStatements(handle)
  return handle
}

/** More than the app has statements; lists of varying length make new ones, which push out the oldest. */
const keptStatements = 300

/**
 * The app asks the same statements over and over: each is compiled once for a connection. SQLite compiles them anew by itself
 * when the schema changes. Measured by processor time, that makes 12 to 30 % more statements a second (the viewer of a request
 * 6,900 instead of 5,300, a seat with its room 4,700 instead of 3,600, 50 messages 7,000 instead of 5,900). Drizzle's own
 * `.prepare()` brings more where it is used, because the text of the statement is kept too, but on three hot queries alone it
 * would leave every other statement of every page slower by that much.
 */
function keepStatements(handle: BetterSqlite.Database): void {
  const kept = new Map<string, BetterSqlite.Statement>()
  const prepare = handle.prepare.bind(handle)
  handle.prepare = ((sql: string) => {
    const statement = kept.get(sql) ?? prepare(sql)
    // Drizzle turns rows into arrays where it names the columns itself, and expects objects elsewhere.
    if (statement.reader) statement.raw(false)
    // The last one asked for stands last.
    kept.delete(sql)
    kept.set(sql, statement)
    if (kept.size > keptStatements) kept.delete(kept.keys().next().value as string)
    return statement
  }) as typeof handle.prepare
}

/** Both names are spelled out, so that whoever packs the app for a server finds them. */
function requireLibrary(): typeof BetterSqlite {
  const load = createRequire(import.meta.url)
  return sqliteLibrary(process.versions.napi) === 'better-sqlite3-napi'
    ? load('better-sqlite3-napi')
    : load('better-sqlite3')
}

/**
 * One writer whose transactions queue in the process and begin with IMMEDIATE, and a read-only connection beside
 * it. A deferred transaction that reads and then writes fails at once when another process wrote in between;
 * IMMEDIATE takes its turn instead.
 */
export function openSqlite(file: string): Connection {
  if (!existsSync(file)) throw new Error(`There is no database at ${file}. Run the migrations first: npm start does.`)
  const writer = openSqliteFile(file)
  const reader = openSqliteFile(file, { readonly: true })
  const tx = drizzle(writer, { casing: 'snake_case', logger: queryLog }) as unknown as Tx
  const inTransaction = new AsyncLocalStorage<true>()
  let last: Promise<unknown> = Promise.resolve()

  async function run<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    await begin(writer)
    try {
      const result = await inTransaction.run(true, () => work(tx))
      writer.exec('COMMIT')
      return result
    } catch (error) {
      if (writer.inTransaction) writer.exec('ROLLBACK')
      throw error
    }
  }

  return {
    reader: drizzle(reader, { casing: 'snake_case', logger: queryLog }) as unknown as Database,
    transaction(work) {
      // It would wait for itself for ever.
      if (inTransaction.getStore()) throw new Error('A transaction was opened inside a transaction: pass `tx` on.')
      const result = last.then(() => run(work))
      last = result.catch(() => undefined)
      return result
    },
    async close() {
      await last
      reader.close()
      writer.close()
    },
  }
}

/** BEGIN IMMEDIATE, patiently: other processes write too. */
async function begin(writer: BetterSqlite.Database): Promise<void> {
  const giveUpAt = Date.now() + lockPatienceMs
  for (;;) {
    try {
      writer.exec('BEGIN IMMEDIATE')
      return
    } catch (error) {
      if (!isBusy(error) || Date.now() >= giveUpAt) throw error
      await pause(1 + Math.floor((Date.now() % 7) * 2))
    }
  }
}

/** Was it another connection's lock that stopped this? */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')
}
