/** The PostgreSQL side of the schema vocabulary: the same names as `sqlite.ts`. */
import { customType, jsonb, boolean as pgBoolean, timestamp } from 'drizzle-orm/pg-core'

export {
  check,
  doublePrecision as real,
  index,
  integer,
  pgTable as table,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core'

/** true/false. */
export const boolean = () => pgBoolean()

/** A moment in time to the millisecond, read and written as a Date. */
export const instant = () => timestamp({ withTimezone: true, precision: 3, mode: 'date' })

/** A small document of a known shape. */
export const json = <Shape>() => jsonb().$type<Shape>()

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** Raw bytes (avatars). */
export const bytes = () => bytea()
