import { listenToQueries } from '@/db/query-log'

/** The statements that `work` sends to the database, in their order. Counts everything in the process: one at a time. */
export async function queriesOf(work: () => Promise<unknown>): Promise<string[]> {
  const queries: string[] = []
  listenToQueries((query) => queries.push(query))
  try {
    await work()
  } finally {
    listenToQueries(null)
  }
  return queries
}
