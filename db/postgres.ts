import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import './query-errors'
import { withoutValues } from './error-text'
import { queryLog } from './query-log'
import type { Connection, Database, Tx } from './types'

/** SQLSTATE of a lost race: serialization_failure, deadlock_detected. The database undid it; it may run again. */
const lostRace = new Set(['40001', '40P01'])
const tries = 3

/**
 * A pool of few connections and no prepared-name state, so that it works behind a transaction pooler and from many
 * serverless instances.
 */
export function openPostgres(url: string): Connection {
  const client = postgres(url, {
    max: Number(process.env.DATABASE_POOL_SIZE ?? 5),
    prepare: false,
    idle_timeout: 20,
    connect_timeout: 10,
    onnotice: () => {},
  })
  const database = drizzle(client, { casing: 'snake_case', logger: queryLog })

  async function transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await database.transaction((tx) => work(tx as unknown as Tx))
      } catch (error) {
        if (attempt === tries || !lostRace.has(sqlState(error))) throw withoutValues(error)
      }
    }
  }

  return {
    reader: database as unknown as Database,
    transaction,
    close: () => client.end({ timeout: 5 }),
  }
}

/** The SQLSTATE of an error or of its cause: drizzle wraps what the driver throws. */
export function sqlState(error: unknown): string {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  return sqlState(error.cause)
}
