/** The specs whose subject is the database's own behaviour: `npm test` runs them on PostgreSQL as well. */
export const postgresSpecs = ['journey', 'crash', 'races', 'access', 'access-rooms'] as const

/**
 * The environment that makes the browser tests those of `npm test`: every spec on SQLite, `postgresSpecs` on PostgreSQL, and
 * a public site behind TLS. Without it (`npm run test:e2e`) every spec runs on both databases, and on hosted realtime too.
 */
export const everyRun = { E2E_POSTGRES_SPECS: postgresSpecs.join('|') }
