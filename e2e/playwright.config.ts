import { cpus } from 'node:os'
import { defineConfig, devices } from 'playwright/test'
import { hasPostgres } from '../lib/testing/postgres-cluster'
import { findBrowser } from '../server/browser'
import { type StackName, stackNames } from './stacks'

const names = stackNames.filter((name) => name !== 'postgres' || hasPostgres())
if (!process.env.TEST_WORKER_INDEX && names.length < stackNames.length)
  process.stdout.write('No PostgreSQL on this machine: the browser tests run on SQLite only.\n')

const browser = process.env.PLAYWRIGHT_CHROMIUM ?? findBrowser() ?? undefined
// Each worker reads this file again; what is known now need not be looked for again.
if (browser) process.env.PLAYWRIGHT_CHROMIUM = browser

/** The same specs on both databases; the stacks are started once, by the global setup. */
const project = (name: StackName) => ({ name, metadata: { stack: name } })

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  globalSetup: './global-setup.ts',
  projects: names.map(project),
  forbidOnly: Boolean(process.env.CI),
  // A test that passes only the second time is a broken test: `npm test` names it. In CI it does not stop everybody.
  retries: process.env.CI ? 1 : 0,
  workers: Math.max(1, Math.floor(cpus().length / 2)),
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
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: browser,
      args: [
        // Chromium refuses its sandbox to root.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
      ],
    },
  },
})
