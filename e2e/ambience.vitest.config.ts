import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { findOrInstallBrowser } from '../scripts/browser'

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')

/** `npm run test:scenes`: every scene drawn and every sound rendered in a browser, and measured. */
export default defineConfig({
  root,
  resolve: { alias: { '@': root } },
  test: {
    include: ['components/ambience/**/*.faults.test.ts'],
    exclude: [],
    provide: { chromium: findOrInstallBrowser(root) },
    testTimeout: 90_000,
    fileParallelism: false,
  },
})
