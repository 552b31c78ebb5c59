/** The few expressions whose spelling or type differs between the dialects, or that are easy to get wrong. */
import { type AnyColumn, type SQL, sql } from 'drizzle-orm'
import { searchFold } from './search-fold'

/** `count(*)` as a number in both dialects (PostgreSQL answers a bigint, which arrives as text). */
export const countAll = () => sql<number>`cast(count(*) as integer)`

/** `sum(column)` as a number, 0 when there are no rows. */
export const sumOf = (column: AnyColumn | SQL) => sql<number>`cast(coalesce(sum(${column}), 0) as integer)`

/**
 * Does `column`, kept as {@link searchFold} makes it, contain `words`? Wildcards in `words` are taken literally. Folding
 * happens in JavaScript on both sides: the databases disagree about case beyond ASCII.
 */
export function contains(column: AnyColumn, words: string): SQL<boolean> {
  const pattern = `%${searchFold(words).replace(/[\\%_]/g, '\\$&')}%`
  return sql<boolean>`${column} like ${pattern} escape '\\'`
}

/**
 * Was this error a broken unique key? `key` narrows it to one, by its index name (PostgreSQL) or by its columns
 * (`table.column`, SQLite).
 */
export function isUniqueViolation(error: unknown, ...keys: string[]): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  if (code !== '23505' && !code.startsWith('SQLITE_CONSTRAINT_UNIQUE') && code !== 'SQLITE_CONSTRAINT_PRIMARYKEY')
    return isUniqueViolation(error.cause, ...keys)
  const constraint = 'constraint_name' in error ? String(error.constraint_name) : ''
  return keys.length === 0 || keys.some((key) => constraint === key || error.message.includes(key))
}
