/** Counts what the database hands over, for benches on SQLite: a query whose answer grows with the history shows here. */
import { openSqliteFile } from '@/db/sqlite'

type Rows = { all: (...params: unknown[]) => unknown[]; get: (...params: unknown[]) => unknown }

/** Counts every row that is read in this process from now on; answers how many there were since the last look. */
export function countRows(): () => number {
  const handle = openSqliteFile(':memory:')
  const statement = Object.getPrototypeOf(handle.prepare('select 1')) as Rows
  handle.close()
  const { all, get } = statement
  let rows = 0
  statement.all = function (...params) {
    const found = all.apply(this, params)
    rows += found.length
    return found
  }
  statement.get = function (...params) {
    const found = get.apply(this, params)
    rows += found === undefined ? 0 : 1
    return found
  }
  return () => {
    const counted = rows
    rows = 0
    return counted
  }
}
