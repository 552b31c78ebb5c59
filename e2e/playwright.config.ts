import { cpus } from 'node:os'
import { defineConfig, devices } from 'playwright/test'
import { hasPostgres } from '../lib/testing/postgres-cluster'
import { findBrowser } from '../scripts/browser'
import { launchOptions } from './launch'
import { browserArguments } from './secure-stacks'
import { databaseStacks, type StackName, secureStacks } from './stacks'

const names = databaseStacks.filter((name) => name !== 'postgres' || hasPostgres())
if (!process.env.TEST_WORKER_INDEX && names.length < databaseStacks.length)
  process.stdout.write('No PostgreSQL on this machine: the browser tests run on SQLite only.\n')

const browser = process.env.PLAYWRIGHT_CHROMIUM ?? findBrowser() ?? undefined
// Each worker reads this file again; what is known now need not be looked for again.
if (browser) process.env.PLAYWRIGHT_CHROMIUM = browser

/** What only public deployments have, and the founding journey there. */
const secureSpecs = /\/https\.spec\.ts$/

/** Set by `npm test` (`scripts/browser-tests.ts`): the specs that run on PostgreSQL as well. Unset: the full matrix. */
const postgresSpecs = process.env.E2E_POSTGRES_SPECS
const onPostgres = postgresSpecs ? { testMatch: new RegExp(`/(${postgresSpecs})\\.spec\\.ts$`) } : {}
const secured = secureStacks.filter((name) => name === 'https' || !postgresSpecs)

/** The same specs on both databases; the stacks are started once, by the global setup. */
const project = (name: StackName) => ({
  name,
  metadata: { stack: name },
  testIgnore: secureSpecs,
  ...(name === 'postgres' && onPostgres),
})

/** Behind TLS. The global setup makes the certificate, so that workers, which read this file again, know its key. */
const secureProject = (name: StackName) => ({
  name,
  metadata: { stack: name },
  testMatch: [secureSpecs, /\/journey\.spec\.ts$/],
  use: {
    launchOptions: {
      ...launchOptions(),
      args: [...launchOptions().args, ...browserArguments(process.env.E2E_PUBLIC_KEY_HASH ?? '')],
    },
  },
})

export default defineConfig({
  testDir: '.',
  // Tests of other engines are Vitest's.
  testMatch: '*.spec.ts',
  outputDir: '../test-results',
  globalSetup: './global-setup.ts',
  projects: [...names.map(project), ...secured.map(secureProject)],
  forbidOnly: Boolean(process.env.CI),
  // A test that passes only the second time is a broken test: `npm test` names it. In CI it does not stop everybody.
  retries: process.env.CI ? 1 : 0,
  // A page mostly waits for the server or the server for a page: two keep two processors busy.
  workers: Math.max(2, Math.floor(cpus().length / 2)),
  // For machines that are busy with something else; what is slow in a quiet one shows in the list.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    // The scenes stand still: drawing them in software takes the processor from what is tested. Their own specs move.
    reducedMotion: 'reduce',
    // A trace of every test costs a third of the run. What fails leaves a picture and what the page held; the second try
    // leaves a trace, and `--trace on` makes one of any test.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    launchOptions: launchOptions(),
  },
})
