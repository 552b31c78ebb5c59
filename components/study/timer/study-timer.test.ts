import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { newVersion } from '@/components/actions/failures'
import type { RunningSession } from '@/lib/study/session/rules'
import { hourMs, minuteMs } from '@/lib/time'
import { autoStart, createStudyTimer, type TimerEvent } from './study-timer'
import { createTimerServer } from './timer-server.fixture'

/** A tab and its server. */
function world(running: RunningSession | null = null) {
  const fake = createTimerServer(running)
  const timer = createStudyTimer(fake.timerState(), () => Date.now(), fake.server)
  const events: TimerEvent[] = []
  timer.on((event) => events.push(event))
  const names = () => events.map((event) => event.type).filter((type) => type !== 'changed')
  return { ...fake, timer, events, names }
}

const focus = { kind: 'focus', plannedMinutes: 25, taskId: null } as const

/** Lets `ms` pass with a look at the clock each `everyMs`, as a tab does. */
async function pass(timer: { tick(): void }, ms: number, everyMs = 1_000) {
  for (let gone = 0; gone < ms; gone += everyMs) {
    await vi.advanceTimersByTimeAsync(Math.min(everyMs, ms - gone))
    timer.tick()
    await vi.advanceTimersByTimeAsync(0)
  }
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a session in one tab', () => {
  test('runs to its end, rings once and is written down once', async () => {
    const { timer, names, minutes } = world()
    await timer.start(focus)
    expect(timer.getSnapshot()).toMatchObject({ phase: 'running', pending: null })
    await pass(timer, 25 * minuteMs + 5_000)
    expect(names()).toEqual(['ended', 'saved'])
    expect(minutes()).toEqual([25])
    expect(timer.getSnapshot()).toMatchObject({ phase: 'idle', running: null, focusesDone: 1 })
  })

  test('a tab that looks at the clock once a minute ends it too', async () => {
    const { timer, names } = world()
    await timer.start(focus)
    await pass(timer, 26 * minuteMs, minuteMs)
    expect(names()).toEqual(['ended', 'saved'])
  })

  test('a double press starts one and finishes one', async () => {
    const { timer, finished, names } = world()
    await Promise.all([timer.start(focus), timer.start(focus)])
    await pass(timer, 2 * minuteMs)
    await Promise.all([timer.finish('stop'), timer.finish('stop')])
    expect(finished.size).toBe(1)
    expect(names()).toEqual(['saved'])
  })

  test('a tick before the server thinks so is asked again, not lost', async () => {
    const { timer, flags, names } = world()
    await timer.start(focus)
    flags.serverAheadMs = -1_500
    await pass(timer, 25 * minuteMs)
    expect(timer.getSnapshot().running).not.toBeNull()
    await pass(timer, 5_000)
    expect(names()).toEqual(['ended', 'saved'])
  })
})

describe('a pause', () => {
  test('stands still for as long as it takes, and the end comes so much later', async () => {
    const { timer, names, minutes } = world()
    await timer.start(focus)
    await pass(timer, 10 * minuteMs)
    await timer.pause()
    expect(timer.getSnapshot()).toMatchObject({ phase: 'paused', pending: null })
    await pass(timer, 40 * minuteMs)
    expect(timer.getSnapshot().phase).toBe('paused')
    await timer.resume()
    await pass(timer, 14 * minuteMs)
    expect(timer.getSnapshot().phase).toBe('running')
    await pass(timer, minuteMs + 5_000)
    expect(names()).toEqual(['ended', 'saved'])
    expect(minutes()).toEqual([25])
  })

  test('of another device is adopted with the refusal of what was pressed here', async () => {
    const { timer, elsewhere, names } = world()
    await timer.start(focus)
    await pass(timer, 2 * minuteMs)
    elsewhere.pause()
    await timer.finish('stop')
    expect(timer.getSnapshot()).toMatchObject({ phase: 'paused', pending: null })
    expect(names()).toEqual([])
  })
})

describe('the network', () => {
  test('offline over the end, for twenty minutes: it waits, says so, asks nothing, and saves the plan', async () => {
    const { timer, flags, names, minutes } = world()
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
    expect(minutes()).toEqual([25])
  })

  test('offline over the end while another device changed the task: it is still written down as complete', async () => {
    const { timer, flags, names, minutes, elsewhere } = world()
    await timer.start(focus)
    await pass(timer, 24 * minuteMs)
    flags.isOnline = false
    await pass(timer, 20 * minuteMs)
    elsewhere.chooseTask('another')
    flags.isOnline = true
    await pass(timer, 60_000)
    expect(names()).toEqual(['ended', 'saved'])
    expect(minutes()).toEqual([25])
  })

  test('offline over the end while another device had paused it: the pause holds', async () => {
    const { timer, flags, elsewhere } = world()
    await timer.start(focus)
    await pass(timer, 24 * minuteMs)
    flags.isOnline = false
    elsewhere.pause()
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
    ['start', (timer) => timer.start(focus)],
    ['pause', (timer) => timer.pause()],
    ['resume', (timer) => timer.resume()],
    ['stop', (timer) => timer.finish('stop')],
    ['skip', (timer) => timer.skip()],
  ] satisfies [string, (timer: ReturnType<typeof createStudyTimer>) => Promise<void>][])(
    '%s says so, in place of a network that is away',
    async (name, act) => {
      const { timer, flags, events } = world()
      if (name !== 'start') await timer.start(focus)
      flags.isUpdated = true
      await act(timer)
      const failure = { message: newVersion, isStale: true }
      expect(events.at(-1)).toMatchObject({ type: 'failed', failure })
      expect(events.at(-1)).not.toHaveProperty('failure.isOffline')
      expect(timer.getSnapshot()).toMatchObject({ isStale: true, pending: null })
    },
  )

  test('a session that ends there waits for a reload, not for the network, and is lost by neither', async () => {
    const { timer, flags, names, minutes } = world()
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
    expect(minutes()).toEqual([25])
  })
})

describe('what was found', () => {
  const session = (minutesAgo: number): RunningSession => ({
    ...focus,
    id: 'old',
    startedAtMs: 1_700_000_000_000 - minutesAgo * minuteMs,
    pauses: [],
    version: 1,
  })

  test('a session that ended two minutes ago is written down without a bell', async () => {
    const { timer, names } = world(session(27))
    timer.tick()
    await vi.advanceTimersByTimeAsync(0)
    expect(names()).toEqual(['saved'])
  })

  test('one that ended long ago waits for a decision', async () => {
    const { timer, names, minutes } = world(session(90))
    timer.tick()
    await vi.advanceTimersByTimeAsync(0)
    expect(timer.getSnapshot().phase).toBe('overrun')
    expect(names()).toEqual([])
    await timer.finish('keep')
    expect(minutes()).toEqual([90])
  })

  test('a laptop that slept through the end asks, too', async () => {
    const { timer, names } = world()
    await timer.start(focus)
    vi.setSystemTime(Date.now() + 3 * hourMs)
    timer.tick()
    expect(timer.getSnapshot().phase).toBe('overrun')
    expect(names()).toEqual([])
  })

  test('another tab finished it: adopting the state is enough', async () => {
    const { timer, server, timerState } = world(session(3))
    await server.finish({ id: 'old', version: 1, ending: 'stop' })
    timer.adopt(timerState())
    expect(timer.getSnapshot()).toMatchObject({ phase: 'idle', running: null })
  })

  test('an older answer that arrives late is ignored', async () => {
    const { timer, timerState } = world()
    const old = { ...timerState(), serverNowMs: Date.now() - 1 }
    await timer.start(focus)
    timer.adopt(old)
    expect(timer.getSnapshot().phase).toBe('running')
  })

  test('an answer read just before a command was written down does not undo it, whatever its clock says', async () => {
    const { timer, timerState } = world(session(3))
    const asked = timer.revision()
    const read = timerState()
    const finishing = timer.finish('stop')
    expect(timer.adopt({ ...read, serverNowMs: read.serverNowMs + 20 }, asked)).toBe(false)
    expect(timer.adopt({ ...read, serverNowMs: read.serverNowMs + 20 }, timer.revision())).toBe(false)
    await finishing
    expect(timer.adopt({ ...read, serverNowMs: read.serverNowMs + 20 }, asked)).toBe(false)
    expect(timer.getSnapshot()).toMatchObject({ phase: 'idle', running: null })
    expect(timer.adopt(timerState(), timer.revision())).toBe(true)
  })

  test('the answer to a command counts, also when an earlier one came from a machine whose clock is ahead', async () => {
    const { timer, timerState } = world(session(3))
    const ahead = { ...timerState(), serverNowMs: Date.now() + 5_000 }
    expect(timer.adopt(ahead, timer.revision())).toBe(true)
    await timer.finish('stop')
    expect(timer.getSnapshot()).toMatchObject({ phase: 'idle', running: null })
  })

  test('pressing Start while one runs elsewhere shows that one', async () => {
    const { timer, server, events } = world()
    await server.start({ kind: 'flow', plannedMinutes: null, taskId: null })
    await vi.advanceTimersByTimeAsync(minuteMs)
    await timer.start(focus)
    expect(events.some((event) => event.type === 'found-running')).toBe(true)
    expect(timer.getSnapshot().running?.kind).toBe('flow')
  })
})

test('starting the next writes down first what was over', async () => {
  const { timer, server, minutes } = world()
  await server.start(focus)
  await vi.advanceTimersByTimeAsync(26 * minuteMs)
  await timer.start({ kind: 'break', plannedMinutes: 5, taskId: null })
  expect(timer.getSnapshot()).toMatchObject({ phase: 'running', running: { kind: 'break' }, focusesDone: 1 })
  expect(minutes()).toEqual([25])
})

test('two tabs that start the next session at once say nothing about it', async () => {
  const { timer, server, events } = world()
  await server.start(focus)
  await timer.start(focus)
  expect(events.map((event) => event.type)).toEqual(['changed'])
  expect(timer.getSnapshot().phase).toBe('running')
})

describe('what starts by itself', () => {
  const wishes = {
    focusMinutes: 25,
    breakMinutes: 5,
    longBreakMinutes: 15,
    longBreakEvery: 4,
    autoStartBreaks: true,
    autoStartFocus: true,
  }
  const ended = (kind: 'focus' | 'break') => ({ ...focus, kind, id: 'x', startedAtMs: 0, pauses: [], version: 1 })

  test('breaks and focus by their own switch, with the task', () => {
    expect(autoStart(ended('focus'), 4, wishes, 't')).toEqual({ kind: 'break', plannedMinutes: 15, taskId: null })
    expect(autoStart(ended('break'), 1, wishes, 't')).toEqual({ kind: 'focus', plannedMinutes: 25, taskId: 't' })
    expect(autoStart(ended('focus'), 1, { ...wishes, autoStartBreaks: false }, 't')).toBeNull()
    expect(autoStart(ended('break'), 1, { ...wishes, autoStartFocus: false }, 't')).toBeNull()
  })
})

test('a skip says that it was one, also when nothing was saved', async () => {
  const { timer, events } = world()
  await timer.start(focus)
  await pass(timer, 10_000)
  await timer.skip()
  expect(timer.getSnapshot().phase).toBe('idle')
  expect(events.find(({ type }) => type === 'dropped')).toMatchObject({ wasSkipped: true })
  await timer.start(focus)
  await timer.finish('stop')
  expect(events.filter(({ type }) => type === 'dropped').at(-1)).toMatchObject({ wasSkipped: false })
})
