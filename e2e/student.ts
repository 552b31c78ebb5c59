/** What the specs of the solo study room share. */
import type { BrowserContextOptions } from 'playwright/test'
import { test as base, type SignedIn } from './fixtures'
import { afternoonZone } from './study-clock'

export const minute = 60_000

/**
 * Somebody at a desk whose background costs next to nothing to draw (pictures have tests of their own), early in their
 * afternoon: badges for odd hours stay out of the sums.
 */
export const test = base.extend<{ student: (browser?: BrowserContextOptions) => Promise<SignedIn> }>({
  student: ({ signedIn, testApi }, use) =>
    use(async (browser = {}) => {
      const person = await signedIn({ timeZone: afternoonZone(new Date()) }, browser)
      await testApi.changeStudyPreferences(person, { scene: 'minimal' })
      return person
    }),
})
