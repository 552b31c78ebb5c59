import type { TestProject } from 'vitest/node'
import { dropDatabase, startPostgres } from './postgres-cluster'

declare module 'vitest' {
  interface ProvidedContext {
    /** A server to make databases on (`createDatabase`); provided to the `postgres` project only. */
    postgresUrl: string
    /** The name under which the first test file keeps its migrated database there for the others to copy. */
    postgresTemplate?: string
  }
}

/** One server for the whole run; each test file makes a database of its own on it. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startPostgres()
  if (!cluster) throw new Error('There is no PostgreSQL, though the configuration found one.')
  const template = `t_${process.pid}_${Date.now().toString(36)}_template`
  project.provide('postgresUrl', cluster.url)
  project.provide('postgresTemplate', template)
  return async () => {
    await dropDatabase(cluster.url, template)
    await cluster.stop()
  }
}
