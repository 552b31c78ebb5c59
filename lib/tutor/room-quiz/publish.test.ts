import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { publishAnswered } from './publish'

const published = vi.hoisted(() => [] as [number, string, string, object][])
vi.mock('@/lib/realtime/publish', () => ({
  publish: async (channel: string, event: string, payload: object) =>
    void published.push([Date.now(), channel, event, payload]),
}))

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
  published.length = 0
})
afterEach(() => void vi.useRealTimers())

const one = { id: 'one', channelVersion: 1 }
const other = { id: 'other', channelVersion: 4 }
const timesOf = ({ id, channelVersion }: typeof one) =>
  published.filter(([, channel]) => channel === `presence-room-${id}-v${channelVersion}`).map(([at]) => at)

test('the first answer is told at once, those of the next second together, and each room has its own', async () => {
  const told = [publishAnswered(one), publishAnswered(other)]
  await vi.advanceTimersByTimeAsync(300)
  for (let n = 0; n < 20; n++) told.push(publishAnswered(one))
  await vi.advanceTimersByTimeAsync(5_000)
  await Promise.all(told)
  expect(timesOf(one)).toEqual([0, 1_000])
  expect(timesOf(other)).toEqual([0])
  expect(published.every(([, , event, payload]) => event === 'quiz.changed' && Object.keys(payload).length === 0)).toBe(
    true,
  )
})

test('however people answer, the last answer is told, and never twice within a second', async () => {
  const at = [0, 10, 990, 1_000, 1_001, 1_900, 2_500, 7_000, 7_999]
  for (const [n, ms] of at.entries()) {
    await vi.advanceTimersByTimeAsync(ms - (at[n - 1] ?? 0))
    void publishAnswered(one)
  }
  await vi.advanceTimersByTimeAsync(5_000)
  const times = timesOf(one)
  for (const [n, ms] of times.entries()) expect(ms - (times[n - 1] ?? -1_000)).toBeGreaterThanOrEqual(1_000)
  for (const ms of at) expect(times.some((told) => told >= ms && told <= ms + 1_000)).toBe(true)
})
