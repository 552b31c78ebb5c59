import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** True in `npm run test:faults:large`, which takes its time. */
    isLarge?: boolean
  }
}

/** How often a test of chance is repeated: a few times in every run, many times in `npm run test:faults`. */
export const sample = (few: number, many: number): number => (inject('isLarge') ? many : few)
