import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

/** The slow, hostile tests of rooms, on both databases: `npm run test:faults:rooms`. */
export default defineConfig({
  root,
  resolve: { alias: { '@': root, 'server-only': `${root}/node_modules/server-only/empty.js` } },
  test: {
    fileParallelism: false,
    projects: (['sqlite', 'postgres'] as const).map((dialect) => ({
      extends: true as const,
      test: {
        name: dialect,
        include: ['lib/rooms/*.faults.test.ts'],
        setupFiles: ['lib/testing/setup-database.ts'],
        globalSetup: dialect === 'postgres' ? ['lib/testing/vitest-global-setup.ts'] : [],
        provide: { dialect },
      },
    })),
  },
})
