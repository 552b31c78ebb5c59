import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

/** Tests of chance, of which every run takes a sample, with many rounds on both databases: `npm run test:faults:large`. */
export default defineConfig({
  root,
  resolve: { alias: { '@': root, 'server-only': `${root}/node_modules/server-only/empty.js` } },
  test: {
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 60_000,
    projects: (['sqlite', 'postgres'] as const).map((dialect) => ({
      extends: true as const,
      test: {
        name: dialect,
        include: ['lib/rooms/{races,several-processes}.db.test.ts', 'lib/study/earning/recount.db.test.ts'],
        setupFiles: ['lib/testing/setup-database.ts'],
        globalSetup: dialect === 'postgres' ? ['lib/testing/vitest-global-setup.ts'] : [],
        provide: { dialect, isLarge: true },
      },
    })),
  },
})
