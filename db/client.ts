/**
 * The database: `db` reads, `transaction(work)` writes. Opened at the first query, once per process, so that
 * importing a module (or building the app) never needs a database.
 */
import 'server-only'
import { dialect, sqliteFile } from './dialect/choice'
import { openPostgres } from './postgres'
import { openSqlite } from './sqlite'

export type { Reader, Tx } from './types'

import type { Connection, Reader, Tx } from './types'

/** Survives hot reloads and the several module graphs of one Next process: one pool, one writer queue. */
const held = globalThis as typeof globalThis & { __cafeConnection?: Connection }

function connection(): Connection {
  held.__cafeConnection ??= open(process.env.DATABASE_URL)
  return held.__cafeConnection
}

function open(url: string | undefined): Connection {
  return dialect === 'postgres' && url ? openPostgres(url) : openSqlite(sqliteFile(url))
}

/** Reads. What is written inside an open transaction is not visible here: read through `tx` there. */
export const db: Reader = new Proxy({} as Reader, {
  get: (_, key) => Reflect.get(connection().reader, key),
})

/**
 * Runs `work` in one write transaction and answers what it returns; an error undoes everything.
 * `work` may run again after a lost race (PostgreSQL), so it must have no effect outside `tx`:
 * no network call, no publish, no clock of its own.
 */
export function transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return connection().transaction(work)
}

/** Puts a connection in place that was opened elsewhere: for tests on an embedded database. */
export function holdConnection(connection: Connection): void {
  held.__cafeConnection = connection
}

/** Closes the connections: for scripts and tests, which otherwise would not end. */
export async function closeDatabase(): Promise<void> {
  const open = held.__cafeConnection
  held.__cafeConnection = undefined
  await open?.close()
}
