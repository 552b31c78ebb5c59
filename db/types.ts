import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'

/** Both dialects are typed as the SQLite one; always `await`, never `.get()`, `.all()` or `.run()`. */
export type Database = Omit<BetterSQLite3Database, 'transaction' | 'run' | 'all' | 'get' | 'values'>

/** What may be done outside a transaction. */
export type Reader = Pick<Database, 'select' | 'selectDistinct' | '$count' | 'with' | '$with'>

/** An open write transaction. */
export type Tx = Database

export type Connection = {
  reader: Reader
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}
