import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

/** `npm run test:engines`: the main journey in Firefox and in Safari's engine. */
export default defineConfig({
  root,
  resolve: { alias: { '@': root } },
  test: {
    include: ['e2e/engines/*.test.ts'],
    exclude: [],
    globalSetup: ['e2e/engines/global-setup.ts'],
    // For machines that are busy with something else.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
})
