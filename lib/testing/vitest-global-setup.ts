import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres-cluster'

declare module 'vitest' {
  interface ProvidedContext {
    /** A server to make databases on (`createDatabase`); provided to the `postgres` project only. */
    postgresUrl: string
  }
}

/** One server for the whole run; each test file makes a database of its own on it. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startPostgres()
  if (!cluster) throw new Error('There is no PostgreSQL, though the configuration found one.')
  project.provide('postgresUrl', cluster.url)
  return cluster.stop
}
