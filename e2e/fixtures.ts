/**
 * What every spec imports instead of `playwright/test`: the same `test`, on the stack of its project, in which an
 * unexpected console error, page error or policy violation fails the test.
 */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, type BrowserContextOptions, test as base, type Page } from 'playwright/test'
import type { PersonOptions } from '@/lib/testing/people'
import { acquireFileLock } from '../server/file-lock'
import { drawWithoutBlur } from './drawing'
import { type Outbox, outboxAt, outboxOf } from './outbox'
import { type Problems, watchProblems } from './problems'
import { readStack, type Stack } from './stacks'
import { openTestApi, type SeededPerson, type TestApi } from './test-api'

export type { Page } from 'playwright/test'
export { expect } from 'playwright/test'
export { expectNoAxeViolations } from './axe'

/** Somebody else at another computer: own cookies, own storage. */
export type Person = { context: BrowserContext; page: Page }

/** Somebody else, signed in. */
export type SignedIn = Person & SeededPerson

type Fixtures = {
  /** Whether the glass is blurred, as it is for people. Costs more than all else on a page without a graphics chip. */
  hasBlur: boolean
  /** Fails the test at its end with what went wrong in any page. `problems.allow(/…/)` names what is expected. */
  problems: Problems
  /** Tests that run or count the clean-up of all rooms take turns, whatever worker they are in: this is one's turn. */
  cleanUpTurn: undefined
  /** The mails that would have been sent. */
  outbox: Outbox
  newPerson: (options?: BrowserContextOptions) => Promise<Person>
  /** Somebody with an account who is signed in already, at a computer of their own. */
  signedIn: (options?: PersonOptions, browser?: BrowserContextOptions) => Promise<SignedIn>
}

export const test = base.extend<Fixtures, { stack: Stack; testApi: TestApi }>({
  // Playwright reads the names of the fixtures a fixture needs from its first parameter, which must be a pattern.
  stack: [({ browserName: _ }, use, info) => use(readStack(info.project.name)), { scope: 'worker' }],

  testApi: [
    async ({ stack }, use) => {
      const testApi = openTestApi(stack)
      await use(testApi)
      await testApi.close()
    },
    { scope: 'worker' },
  ],

  baseURL: ({ stack }, use) => use(stack.url),

  cleanUpTurn: async ({ stack }, use) => {
    const release = await acquireFileLock(join(tmpdir(), `cafe-e2e-clean-up-${new URL(stack.url).port}`), () => {})
    try {
      await use(undefined)
    } finally {
      release()
    }
  },

  problems: [
    async ({ browserName: _ }, use) => {
      const problems = watchProblems()
      await use(problems)
      problems.expectNone()
    },
    { auto: true },
  ],

  hasBlur: [false, { option: true }],

  context: async ({ context, problems, hasBlur }, use) => {
    await problems.watch(context)
    if (!hasBlur) await drawWithoutBlur(context)
    await use(context)
  },

  newPerson: async ({ browser, baseURL, problems, hasBlur, contextOptions }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (options = {}) => {
      const context = await browser.newContext({ ...contextOptions, baseURL, ...options })
      contexts.push(context)
      await problems.watch(context)
      if (!hasBlur) await drawWithoutBlur(context)
      return { context, page: await context.newPage() }
    })
    for (const context of contexts) await context.close()
  },

  signedIn: async ({ newPerson, testApi, stack }, use) => {
    await use(async (options = {}, browser = {}) => {
      const seeded = await testApi.person(options)
      const person = await newPerson(browser)
      await person.context.addCookies([{ ...seeded.cookie, url: stack.url }])
      return { ...person, ...seeded }
    })
  },

  outbox: async ({ newPerson, stack }, use) => {
    if (stack.mailbox) return await use(outboxAt(stack.mailbox))
    let reader: Page | undefined
    await use(
      outboxOf(async () => {
        reader ??= (await newPerson()).page
        return reader
      }, stack.env.OUTBOX_KEY ?? ''),
    )
  },
})
