/**
 * The SQLite side of the schema vocabulary. `postgres.ts` exports the same names, so that `db/schema/*` is
 * written once; this side also gives both dialects their types.
 */
import { blob, integer as sqliteInteger, text as sqliteText } from 'drizzle-orm/sqlite-core'

export {
  check,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable as table,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'

/** true/false, stored as 1/0. */
export const boolean = () => sqliteInteger({ mode: 'boolean' })

/** A moment in time to the millisecond, read and written as a Date. */
export const instant = () => sqliteInteger({ mode: 'timestamp_ms' })

/** A small document of a known shape. Never queried into: what is searched gets a column of its own. */
export const json = <Shape>() => sqliteText({ mode: 'json' }).$type<Shape>()

/** Raw bytes (avatars). */
export const bytes = () => blob({ mode: 'buffer' })
