import { expect, test, vi } from 'vitest'
import { forEachConcurrently } from './concurrency'

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)
const bounds = { maxConcurrent: 3, budgetMs: 1_000, onError: () => {}, clock: () => 0 }

/** Work that ends when it is told to. */
function handWork() {
  const open = new Map<number, () => void>()
  const begun: number[] = []
  const work = (item: number) => {
    begun.push(item)
    return new Promise<void>((resolve) => {
      open.set(item, resolve)
    })
  }
  const finish = async (item: number) => {
    open.get(item)?.()
    await vi.waitFor(() => expect(open.delete(item)).toBe(true))
    // The worker goes on in a later turn of the event loop.
    await new Promise(setImmediate)
  }
  return { work, begun, finish }
}

test('a few are at work at once, and the next begins when one of them is done', async () => {
  const { work, begun, finish } = handWork()
  const all = forEachConcurrently(numbers(5), bounds, work)
  expect(begun).toEqual([0, 1, 2])
  await finish(1)
  expect(begun).toEqual([0, 1, 2, 3])
  for (const item of [0, 2, 3]) await finish(item)
  expect(begun).toEqual([0, 1, 2, 3, 4])
  await finish(4)
  expect(await all).toBe(5)
})

test('one that fails is reported and stops nobody', async () => {
  const failed: unknown[] = []
  const done: number[] = []
  const onError = (error: unknown, item: number) => failed.push([item, (error as Error).message])
  await forEachConcurrently(numbers(4), { ...bounds, onError }, async (item) => {
    if (item === 1) throw new Error('broken')
    done.push(item)
  })
  expect(done).toEqual([0, 2, 3])
  expect(failed).toEqual([[1, 'broken']])
})

test('when the time is over none is begun, and those at work are waited for', async () => {
  let now = 0
  const done: number[] = []
  const begun = await forEachConcurrently(numbers(9), { ...bounds, clock: () => now }, async (item) => {
    await null
    if (item === 4) now = 1_000
    done.push(item)
  })
  expect(begun).toBe(done.length)
  expect(done).toContain(4)
  expect(done.length).toBeLessThan(9)
})

test('nothing to do is done at once', async () => {
  expect(await forEachConcurrently([], bounds, () => Promise.reject(new Error('never')))).toBe(0)
})
