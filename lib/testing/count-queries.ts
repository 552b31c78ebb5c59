import { NoopLogger } from 'drizzle-orm'

/** How many statements `work` sends to the database, in either dialect: drizzle tells its logger of each. */
export async function countQueries(work: () => Promise<unknown>): Promise<number> {
  const { logQuery } = NoopLogger.prototype
  let count = 0
  NoopLogger.prototype.logQuery = () => void count++
  try {
    await work()
  } finally {
    NoopLogger.prototype.logQuery = logQuery
  }
  return count
}
