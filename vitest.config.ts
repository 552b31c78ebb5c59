import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '')

const sources = '{app,components,lib,db,server,scripts}/**'
const slow = `${sources}/*.faults.test.{ts,tsx}`

/** A project that runs every database test against one dialect, each file on a database of its own. */
const databaseProject = (dialect: 'sqlite' | 'postgres') => ({
  extends: true as const,
  test: {
    name: dialect,
    include: [`${sources}/*.db.test.ts`],
    setupFiles: ['lib/testing/setup-database.ts'],
    globalSetup: [dialect === 'postgres' ? 'lib/testing/vitest-global-setup.ts' : 'lib/testing/vitest-sqlite-setup.ts'],
    provide: { dialect },
  },
})

export default defineConfig({
  resolve: {
    alias: {
      '@': root,
      // `server-only` throws outside a React server; tests are the server here.
      'server-only': `${root}/node_modules/server-only/empty.js`,
    },
  },
  test: {
    // Properties and real servers take their time on a machine that does other things too; speed has its benchmarks.
    // All cores: a file often waits for a database or a program of its own.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: [`${sources}/*.test.{ts,tsx}`], exclude: [`${sources}/*.db.test.ts`, slow] },
      },
      databaseProject('sqlite'),
      databaseProject('postgres'),
    ],
  },
})
