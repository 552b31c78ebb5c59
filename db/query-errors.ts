/**
 * Imported for its effect: no error of a query carries its parameters, so that nobody prints them, whoever catches it.
 * Next prints what a page or a route throws as it is. Drizzle wraps in one method what a driver throws, and has no setting
 * for what it writes there. SQLite's errors pass it by: they name columns, never values.
 */
import { PgPreparedQuery } from 'drizzle-orm/pg-core'
import { withoutValues } from './error-text'

type Run = (query: string, params: unknown[], run: () => Promise<unknown>) => Promise<unknown>

/** Survives hot reloads: once is enough for each copy of drizzle. */
const mark = Symbol.for('virtualcafe.query-errors')
// Its types call the method protected, and know nothing of the mark.
const prototype = PgPreparedQuery.prototype as unknown as { queryWithCache: Run & { [mark]?: true } }

if (!prototype.queryWithCache[mark]) {
  const run = prototype.queryWithCache
  async function runQuietly(this: unknown, ...query: Parameters<Run>): Promise<unknown> {
    try {
      return await run.apply(this, query)
    } catch (error) {
      throw withoutValues(error)
    }
  }
  prototype.queryWithCache = Object.assign(runQuietly, { [mark]: true as const })
}
