import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { loadPatiently } from './load-patiently'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.stubGlobal('window', new EventTarget())
  onTestFinished(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })
})

/** Code that does not come the first `failures` times. */
const lateBy = (failures: number) => {
  const load = vi.fn(async () => {
    if (load.mock.calls.length <= failures) throw new Error('no network')
    return 'the code'
  })
  return load
}

test('code that comes is asked for once', async () => {
  const load = lateBy(0)
  expect(await loadPatiently(load)).toBe('the code')
  expect(load).toHaveBeenCalledTimes(1)
})

test('the network that is back is asked at once', async () => {
  const load = lateBy(1)
  const loaded = loadPatiently(load)
  await vi.advanceTimersByTimeAsync(100)
  expect(load).toHaveBeenCalledTimes(1)
  window.dispatchEvent(new Event('online'))
  expect(await loaded).toBe('the code')
})

test('a failure that no return of the network follows is tried again, ever less often', async () => {
  const load = lateBy(9)
  const loaded = loadPatiently(load)
  const askedAfter = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms)
    return load.mock.calls.length
  }
  expect(await askedAfter(1_999)).toBe(1)
  expect(await askedAfter(1)).toBe(2)
  expect(await askedAfter(4_000)).toBe(3)
  expect(await askedAfter(8_000 + 16_000 + 32_000)).toBe(6)
  expect(await askedAfter(60_000)).toBe(7)
  expect(await askedAfter(3 * 60_000)).toBe(10)
  expect(await loaded).toBe('the code')
})
