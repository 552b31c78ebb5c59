import type { TestProject } from 'vitest/node'
import { type Engines, findOrInstallEngines } from '../../scripts/engines'
import { ensureBuild } from '../../server/build'
import { projectFile } from '../../server/children'
import { bareEnvironment } from '../../server/settings'
import { type Stack, startStack } from '../stacks'

declare module 'vitest' {
  export interface ProvidedContext {
    stack: Stack
    engines: Engines
  }
}

/** Far from the stacks of the other specs. */
const firstPort = 4400

/** One stack for both engines; what it answers stops it again. Without an engine there is nothing to start. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const engines = findOrInstallEngines()
  project.provide('engines', engines)
  if (!engines.webkit && !engines.firefox) {
    project.provide('stack', { name: 'sqlite', url: '', env: {}, mailbox: null })
    return async () => undefined
  }
  await ensureBuild(projectFile('.'), bareEnvironment(), true)
  const { stop, pid: _, ...stack } = await startStack('sqlite', null, firstPort)
  project.provide('stack', stack)
  return stop
}
