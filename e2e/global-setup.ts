import type { FullConfig } from 'playwright/test'
import { createDatabase, dropDatabase, startPostgres } from '../lib/testing/postgres-cluster'
import { ensureBuild } from '../server/build'
import { projectFile } from '../server/children'
import { bareEnvironment } from '../server/settings'
import { secure, startSecureStack } from './secure-stacks'
import { databaseStacks, publishStack, type StackName, secureStacks, startStack } from './stacks'

type Undo = () => Promise<void>

/** Starts a stack for each project that runs, from one build; what it answers stops them again. */
export default async function setUp(config: FullConfig): Promise<Undo> {
  const undos: Undo[] = []
  const undoAll = async () => {
    for (const undo of undos.splice(0).reverse()) await undo()
  }
  try {
    await ensureBuild(projectFile('.'), bareEnvironment(), true)
    const names = config.filteredProjects.map(({ name }) => name as StackName)
    for (const name of names.filter(isOneOf(databaseStacks))) {
      const databaseUrl = name === 'postgres' ? await postgresDatabase(undos) : null
      const stack = await startStack(name, databaseUrl)
      undos.push(stack.stop)
      publishStack(stack)
    }
    await setUpSecure(names.filter(isOneOf(secureStacks)), undos)
  } catch (error) {
    await undoAll()
    throw error
  }
  return undoAll
}

async function setUpSecure(names: (typeof secureStacks)[number][], undos: Undo[]): Promise<void> {
  if (names.length === 0) return
  const secured = await secure()
  undos.push(async () => secured.certificate.remove())
  for (const name of names) publishStack(await startSecureStack(name, secured, undos))
  // The specs' own processes trust the certificate and find the names too; their browsers by the configuration.
  Object.assign(process.env, secured.env, { E2E_PUBLIC_KEY_HASH: secured.certificate.publicKeyHash })
}

const isOneOf =
  <Name extends StackName>(group: readonly Name[]) =>
  (name: StackName): name is Name =>
    (group as readonly StackName[]).includes(name)

async function postgresDatabase(undos: Undo[]): Promise<string> {
  const cluster = await startPostgres()
  if (!cluster) throw new Error('There is no PostgreSQL, though the configuration found one.')
  undos.push(cluster.stop)
  const name = `virtualcafe_e2e_${process.pid}`
  undos.push(() => dropDatabase(cluster.url, name))
  return await createDatabase(cluster.url, name)
}
