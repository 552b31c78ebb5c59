import { describe, expect, test } from 'vitest'
import { createServerClock } from './server-clock'

/** A browser and a server in one virtual time: `tripMs` there and the same back, the wall clock off by `wrongMs`. */
function world({ wrongMs = 0, trips = [40], isOnline = true } = {}) {
  const state = { trueMs: 1_700_000_000_000, sleptMs: 0, wrongMs, isOnline, asked: 0 }
  const clock = createServerClock(state.trueMs, {
    wallMs: () => state.trueMs + state.wrongMs,
    monotonicMs: () => state.trueMs - 1_699_999_000_000 - state.sleptMs,
    fetchServerMs: async () => {
      if (!state.isOnline) throw new TypeError('Failed to fetch')
      const tripMs = trips[state.asked++ % trips.length] ?? 0
      state.trueMs += tripMs
      const answer = state.trueMs
      state.trueMs += tripMs
      return answer
    },
  })
  const offMs = () => Math.abs(clock.now() - state.trueMs)
  return { clock, state, offMs }
}

describe('the clock', () => {
  test.each([0, 86_400_000, -86_400_000, 3 * 31_536_000_000])(
    'a browser date wrong by %s ms changes nothing',
    async (wrongMs) => {
      const { clock, state, offMs } = world({ wrongMs })
      await clock.sync()
      state.trueMs += 3_600_000
      expect(offMs()).toBeLessThan(1)
      expect(clock.isInDoubt()).toBe(false)
    },
  )

  test('the shortest of several round trips is believed', async () => {
    const { clock } = world({ trips: [400, 12, 250, 90, 300] })
    await clock.sync()
    expect(clock.errorMs()).toBe(12)
  })

  test('setting the date during a session raises a doubt, and asking settles it', async () => {
    const { clock, state, offMs } = world()
    await clock.sync()
    state.wrongMs = 7_200_000
    expect(clock.isInDoubt()).toBe(true)
    expect(offMs()).toBeLessThan(1)
    await clock.sync()
    expect(clock.isInDoubt()).toBe(false)
    expect(offMs()).toBeLessThan(1)
  })

  test('after a sleep that stopped the monotonic clock it is right again at once, also offline', async () => {
    for (const isOnline of [true, false]) {
      const { clock, state, offMs } = world()
      await clock.sync()
      state.isOnline = isOnline
      state.trueMs += 1_800_000
      state.sleptMs += 1_800_000
      expect(clock.isInDoubt()).toBe(true)
      await clock.sync()
      expect(offMs()).toBeLessThan(1)
    }
  })

  test('offline it carries on', async () => {
    const { clock, state, offMs } = world()
    await clock.sync()
    state.isOnline = false
    state.trueMs += 300_000
    await clock.sync()
    expect(offMs()).toBeLessThan(1)
  })

  test('measuring again does not make the picture jump by the noise of the network', async () => {
    const { clock, state } = world({ trips: [10, 10, 10, 10, 10, 180, 220, 160, 300, 240] })
    await clock.sync()
    const before = clock.now() - state.trueMs
    await clock.sync()
    expect(clock.now() - state.trueMs).toBe(before)
  })
})
