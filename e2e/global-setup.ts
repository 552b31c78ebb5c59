import type { FullConfig } from 'playwright/test'
import { createDatabase, dropDatabase, startPostgres } from '../lib/testing/postgres-cluster'
import { ensureBuild } from '../server/build'
import { projectFile } from '../server/children'
import { bareEnvironment } from '../server/settings'
import { publishStack, type StackName, startStack } from './stacks'

type Undo = () => Promise<void>

/** Starts a stack for each project, from one build; what it answers stops them again. */
export default async function setUp(config: FullConfig): Promise<Undo> {
  const undos: Undo[] = []
  const undoAll = async () => {
    for (const undo of undos.splice(0).reverse()) await undo()
  }
  try {
    await ensureBuild(projectFile('.'), bareEnvironment(), true)
    for (const { name } of config.projects) {
      const databaseUrl = name === 'postgres' ? await postgresDatabase(undos) : null
      const stack = await startStack(name as StackName, databaseUrl)
      undos.push(stack.stop)
      publishStack(stack)
    }
  } catch (error) {
    await undoAll()
    throw error
  }
  return undoAll
}

async function postgresDatabase(undos: Undo[]): Promise<string> {
  const cluster = await startPostgres()
  if (!cluster) throw new Error('There is no PostgreSQL, though the configuration found one.')
  undos.push(cluster.stop)
  const name = `virtualcafe_e2e_${process.pid}`
  undos.push(() => dropDatabase(cluster.url, name))
  return await createDatabase(cluster.url, name)
}
