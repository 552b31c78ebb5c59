import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startClockLoop } from './clock-loop'

const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('document', page)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function world(parts: Parameters<typeof startClockLoop>[1] = {}) {
  const clock = { sync: vi.fn(async () => {}), isInDoubt: vi.fn(() => false) }
  return { clock, stop: startClockLoop(clock, parts) }
}

function becomes(visibility: 'visible' | 'hidden') {
  page.visibilityState = visibility
  page.dispatchEvent(new Event('visibilitychange'))
}

test('it is measured at the start, every five minutes, and when the page comes back into view', () => {
  const { clock, stop } = world()
  expect(clock.sync).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(300_000)
  expect(clock.sync).toHaveBeenCalledTimes(2)
  becomes('hidden')
  expect(clock.sync).toHaveBeenCalledTimes(2)
  becomes('visible')
  expect(clock.sync).toHaveBeenCalledTimes(3)
  stop()
})

test('a doubt is settled within a second', () => {
  const { clock, stop } = world()
  clock.isInDoubt.mockReturnValue(true)
  vi.advanceTimersByTime(1_000)
  expect(clock.sync).toHaveBeenCalledTimes(2)
  stop()
})

test('whoever has more to ask after a sleep does it in place of the measurement', () => {
  const onDoubt = vi.fn()
  let tick = () => {}
  const stopTicking = vi.fn()
  const startTicking = (given: () => void) => {
    tick = given
    return stopTicking
  }
  const { clock, stop } = world({ onDoubt, startTicking })
  tick()
  expect(onDoubt).not.toHaveBeenCalled()
  clock.isInDoubt.mockReturnValue(true)
  tick()
  expect([onDoubt.mock.calls.length, clock.sync.mock.calls.length]).toEqual([1, 1])
  stop()
  expect(stopTicking).toHaveBeenCalledTimes(1)
})

test('once stopped, nothing is asked any more', () => {
  const { clock, stop } = world()
  stop()
  clock.isInDoubt.mockReturnValue(true)
  becomes('visible')
  vi.advanceTimersByTime(600_000)
  expect(clock.sync).toHaveBeenCalledTimes(1)
})
