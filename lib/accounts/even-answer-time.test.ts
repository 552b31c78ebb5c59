import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { withEvenAnswerTime } from './even-answer-time'

// Timers of `node:timers/promises` are beyond the fake clock, so the pause is one of ours.
const pauses = vi.hoisted(() => new Map<number, () => void>())
vi.mock('node:timers/promises', () => ({
  setTimeout: (ms: number) => new Promise<void>((resolve) => void pauses.set(ms, resolve)),
}))

beforeEach(() => pauses.clear())
afterEach(() => void vi.restoreAllMocks())

/** Lets everything happen that waits for nothing but its turn. */
const everythingElse = () => new Promise((resolve) => setImmediate(resolve))

test.each<[string, () => Promise<string>]>([
  ['does', async () => 'done'],
  ['throws', () => Promise.reject(new Error('refused'))],
])('whatever the work %s, it is answered when the time is up', async (_, work) => {
  const outcome = withEvenAnswerTime(250, work).catch((error: Error) => error.message)
  const answered = vi.fn()
  void outcome.then(answered)
  await everythingElse()
  expect(answered).not.toHaveBeenCalled()
  pauses.get(250)?.()
  expect(await outcome).toMatch(/^(done|refused)$/)
})

test('work that takes longer is waited for', async () => {
  let finish = (_: string) => {}
  const answered = vi.fn()
  const work = new Promise<string>((resolve) => {
    finish = resolve
  })
  const answer = withEvenAnswerTime(250, () => work)
  void answer.then(answered)
  pauses.get(250)?.()
  await everythingElse()
  expect(answered).not.toHaveBeenCalled()
  finish('late')
  expect(await answer).toBe('late')
})
