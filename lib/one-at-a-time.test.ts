import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { oneAtATime } from './one-at-a-time'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const busy = () => new Error('busy')

/** Work that ends when it is told to. */
function work() {
  let end: (result: string) => void = () => {}
  let fail: (error: Error) => void = () => {}
  const promise = new Promise<string>((resolve, reject) => {
    end = resolve
    fail = reject
  })
  return { run: vi.fn(() => promise), end, fail }
}
const settled = () => vi.advanceTimersByTimeAsync(0)

test('one works, the others follow in their order, also after a failure', async () => {
  const inTurn = oneAtATime({ maxWaiting: 5, patienceMs: 1000, busy })
  const [first, second, third] = [work(), work(), work()]
  const results = [first, second, third].map(({ run }) => inTurn(run).catch((error: Error) => error.message))
  await settled()
  expect(second.run).not.toHaveBeenCalled()
  first.fail(new Error('damaged'))
  await settled()
  expect(second.run).toHaveBeenCalled()
  expect(third.run).not.toHaveBeenCalled()
  second.end('two')
  third.end('three')
  expect(await Promise.all(results)).toEqual(['damaged', 'two', 'three'])
  expect(await inTurn(async () => 'free again')).toBe('free again')
})

test('the one too many is refused at once, and who waited too long never begins', async () => {
  const inTurn = oneAtATime({ maxWaiting: 1, patienceMs: 1000, busy })
  const [first, late, tooMany] = [work(), work(), work()]
  const begun = inTurn(first.run)
  const waited = expect(inTurn(late.run)).rejects.toThrow('busy')
  await expect(inTurn(tooMany.run)).rejects.toThrow('busy')
  await vi.advanceTimersByTimeAsync(1000)
  await waited
  first.end('one')
  await begun
  expect(late.run).not.toHaveBeenCalled()
  expect(await inTurn(async () => 'free again')).toBe('free again')
})
