import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { coalesce } from './coalesce'

beforeEach(() => void vi.useFakeTimers({ now: 0 }))
afterEach(() => void vi.useRealTimers())

const tookMs = 100

/** Work that takes `tookMs` and answers the number of its run; which runs fail is said by `fails`. */
function counted(fails: (run: number) => boolean = () => false) {
  const begun: number[] = []
  let underWay = 0
  const run = coalesce(async () => {
    const number = begun.push(Date.now())
    expect(++underWay, 'one at a time').toBe(1)
    await new Promise((resolve) => setTimeout(resolve, tookMs))
    underWay--
    if (fails(number)) throw new Error(`run ${number}`)
    return number
  })
  return { run, begun }
}

test('one alone runs at once, and the next one after it', async () => {
  const { run, begun } = counted()
  const first = run()
  expect(begun).toEqual([0])
  await vi.advanceTimersByTimeAsync(tookMs)
  expect(await first).toBe(1)
  const second = run()
  await vi.advanceTimersByTimeAsync(tookMs)
  expect([await second, begun]).toEqual([2, [0, 100]])
})

test('whoever asks meanwhile gets one more run, together, that begins after they asked', async () => {
  const { run, begun } = counted()
  const asked = [run()]
  await vi.advanceTimersByTimeAsync(10)
  asked.push(run(), run())
  await vi.advanceTimersByTimeAsync(80)
  asked.push(run())
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await Promise.all(asked)).toEqual([1, 2, 2, 2])
  expect(begun).toEqual([0, 100])
})

test('whoever asks in the very moment between two runs joins the one that waits', async () => {
  const { run, begun } = counted()
  const first = run()
  const second = run()
  const third = first.then(run)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await Promise.all([first, second, third])).toEqual([1, 2, expect.any(Number)])
  expect(begun.length).toBeLessThanOrEqual(3)
})

test('a run that fails is told to those it served, and the next one begins all the same', async () => {
  const { run, begun } = counted((number) => number === 1)
  const outcomes = Promise.allSettled([run(), run()])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await outcomes).toEqual([
    { status: 'rejected', reason: new Error('run 1') },
    { status: 'fulfilled', value: 2 },
  ])
  expect(begun).toEqual([0, 100])
  const third = run()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await third).toBe(3)
})
