import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { makeTestFolder } from './test-folder'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the first test file keeps its migrated database for the others to copy; provided to the `sqlite` project. */
    sqliteTemplate?: string
  }
}

export default function setUp(project: TestProject): () => void {
  const folder = makeTestFolder()
  project.provide('sqliteTemplate', join(folder, 'template.db'))
  return () => rmSync(folder, { recursive: true, force: true })
}
