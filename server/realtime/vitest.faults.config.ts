import { defineConfig } from 'vitest/config'

/** `npm run test:faults:realtime`: the slow tests that attack a running server and watch its memory. */
export default defineConfig({
  test: { include: ['server/realtime/**/*.faults.test.ts'], exclude: [], testTimeout: 300_000, fileParallelism: false },
})
