import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { newVersion } from '@/components/actions/failures'
import { minuteMs } from '@/lib/time'
import type { createStudyTimer } from './study-timer'
import { focus, pass, world } from './study-timer.fixture'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the network', () => {
  test('offline over the end, for twenty minutes: it waits, says so, asks nothing, and saves the plan', async () => {
    const { timer, flags, names, finished } = world()
    await timer.start(focus)
    await pass(timer, 20 * minuteMs)
    flags.isOnline = false
    await pass(timer, 25 * minuteMs)
    expect(timer.getSnapshot()).toMatchObject({ phase: 'due', isWaitingForNetwork: true })
    flags.isOnline = true
    timer.retry()
    await vi.advanceTimersByTimeAsync(0)
    expect(timer.getSnapshot()).toMatchObject({ phase: 'idle', isWaitingForNetwork: false })
    expect(names()).toEqual(['ended', 'saved'])
    expect([...finished.values()]).toEqual([25])
  })

  test('offline over the end while another device changed the task: it is still written down as complete', async () => {
    const { timer, flags, names, finished, changeElsewhere } = world()
    await timer.start(focus)
    await pass(timer, 24 * minuteMs)
    flags.isOnline = false
    await pass(timer, 20 * minuteMs)
    changeElsewhere({ taskId: 'another' })
    flags.isOnline = true
    await pass(timer, 60_000)
    expect(names()).toEqual(['ended', 'saved'])
    expect([...finished.values()]).toEqual([25])
  })

  test('offline over the end while another device had paused it: the pause holds', async () => {
    const { timer, flags, changeElsewhere } = world()
    await timer.start(focus)
    await pass(timer, 24 * minuteMs)
    flags.isOnline = false
    changeElsewhere({ pauses: [{ from: Date.now(), to: null }] })
    await pass(timer, 5 * minuteMs)
    flags.isOnline = true
    await pass(timer, 60_000)
    expect(timer.getSnapshot()).toMatchObject({ phase: 'paused', isWaitingForNetwork: false })
  })

  test('a lost reply is asked for again and pays once', async () => {
    const { timer, flags, names, finished } = world()
    await timer.start(focus)
    await pass(timer, 24 * minuteMs)
    flags.losesReplies = true
    await pass(timer, minuteMs + 2_000)
    flags.losesReplies = false
    await pass(timer, 30_000)
    expect(names()).toEqual(['ended', 'saved'])
    expect(finished.size).toBe(1)
  })

  test('a start that failed says so and leaves the timer as it was', async () => {
    const { timer, flags, events } = world()
    flags.isOnline = false
    await timer.start(focus)
    expect(events.at(-1)).toMatchObject({ type: 'failed', failure: { isOffline: true } })
    expect(timer.getSnapshot()).toMatchObject({ phase: 'idle', pending: null })
  })
})

describe('a server that was updated', () => {
  test.each([
    ['start', 'start', (timer) => timer.start(focus)],
    ['pause', 'pause', (timer) => timer.pause()],
    ['resume', 'resume', (timer) => timer.resume()],
    ['stop', 'finish', (timer) => timer.finish('stop')],
    ['skip', 'finish', (timer) => timer.skip()],
  ] satisfies [string, string, (timer: ReturnType<typeof createStudyTimer>) => Promise<void>][])(
    '%s says so, in place of a network that is away',
    async (name, sent, act) => {
      const { timer, flags, events } = world()
      if (name !== 'start') await timer.start(focus)
      flags.isUpdated = true
      await act(timer)
      const failure = { ok: false, code: 'unavailable', message: newVersion, fields: {}, isStale: true }
      expect(events.at(-1)).toEqual({ type: 'failed', command: sent, failure })
      expect(timer.getSnapshot()).toMatchObject({ isStale: true, pending: null })
    },
  )

  test('a session that ends there waits for a reload, not for the network, and is lost by neither', async () => {
    const { timer, flags, names, finished } = world()
    await timer.start(focus)
    flags.isUpdated = true
    await pass(timer, 25 * minuteMs + 2_000)
    expect(timer.getSnapshot()).toMatchObject({ phase: 'due', isStale: true, isWaitingForNetwork: false })
    // Without a network nothing new is known of the server.
    flags.isOnline = false
    await pass(timer, minuteMs)
    expect(timer.getSnapshot()).toMatchObject({ phase: 'due', isStale: true })
    flags.isOnline = true
    // The update was taken back, or only one of several machines has it.
    flags.isUpdated = false
    await pass(timer, minuteMs)
    expect(timer.getSnapshot()).toMatchObject({ phase: 'idle', isStale: false })
    expect(names()).toEqual(['ended', 'saved'])
    expect([...finished.values()]).toEqual([25])
  })
})
