/** SQLite is the default; a `postgres://` or `postgresql://` DATABASE_URL chooses PostgreSQL. */
export type Dialect = 'sqlite' | 'postgres'

/** The dialect that a database URL asks for. */
export function dialectOf(databaseUrl: string | undefined): Dialect {
  return /^postgres(ql)?:\/\//.test(databaseUrl ?? '') ? 'postgres' : 'sqlite'
}

/**
 * The file behind a SQLite URL: `file:.data/cafe.db` or a bare path.
 * Throws when it is the address of something else: that would become a folder of this name.
 */
export function sqliteFile(databaseUrl: string | undefined): string {
  if (/^(?!file:)[a-z][a-z0-9+.-]+:/i.test(databaseUrl ?? ''))
    throw new Error('DATABASE_URL: expected file:<path> or postgres://…')
  return (databaseUrl || 'file:.data/virtualcafe.db').replace(/^file:(\/\/)?/, '')
}

/** Decided once per process. `DIALECT` lets drizzle-kit generate for a database that is not running. */
export const dialect: Dialect = (process.env.DIALECT as Dialect | undefined) ?? dialectOf(process.env.DATABASE_URL)
