/**
 * One schema, two dialects: the tables are declared with these names, and the environment decides what they
 * become. Typed as SQLite in both cases: the column types were chosen so that rows look the same.
 */
import { dialect } from './choice'
import * as postgres from './postgres'
import * as sqlite from './sqlite'

export { dialect }

const chosen = (dialect === 'postgres' ? postgres : sqlite) as typeof sqlite

export const { table, text, integer, real, boolean, instant, json, bytes } = chosen
export const { index, uniqueIndex, unique, primaryKey, check } = chosen
