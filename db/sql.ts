/** The few expressions whose spelling or type differs between the dialects, or that are easy to get wrong. */
import { type AnyColumn, type SQL, sql } from 'drizzle-orm'

/** `count(*)` as a number in both dialects (PostgreSQL answers a bigint, which arrives as text). */
export const countAll = () => sql<number>`cast(count(*) as integer)`

/** `sum(column)` as a number, 0 when there are no rows. */
export const sumOf = (column: AnyColumn | SQL) => sql<number>`cast(coalesce(sum(${column}), 0) as integer)`

/**
 * Does `column`, kept in lower case, contain `words`? Wildcards in `words` are taken literally. Folding happens in
 * JavaScript on both sides: the databases disagree about case beyond ASCII.
 */
export function contains(column: AnyColumn, words: string): SQL<boolean> {
  const pattern = `%${foldCase(words).replace(/[\\%_]/g, '\\$&')}%`
  return sql<boolean>`${column} like ${pattern} escape '\\'`
}

/**
 * The form in which searchable text is stored and asked for: without case as a reader knows it. Up and down again, so
 * that `ß` and `ẞ` are `ss`; the dot that lower case leaves behind of a Turkish `İ` goes, and a final `ς` is a `σ`.
 * After a change of it `refoldSearchTexts` brings the stored texts along at the next start.
 */
export const foldCase = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .replace(/i\u0307/g, 'i')
    .replace(/ς/g, 'σ')

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
