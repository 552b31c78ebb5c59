import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RunningSession } from '@/lib/study/session/pomodoro'
import { hourMs, minuteMs } from '@/lib/time'
import { autoStart } from './study-timer'
import { focus, pass, world } from './study-timer.fixture'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a session in one tab', () => {
  test('runs to its end, rings once and is written down once', async () => {
    const { timer, names, finished } = world()
    await timer.start(focus)
    expect(timer.getSnapshot()).toMatchObject({ phase: 'running', pending: null })
    await pass(timer, 25 * minuteMs + 5_000)
    expect(names()).toEqual(['ended', 'saved'])
    expect([...finished.values()]).toEqual([25])
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
    const { timer, names, finished } = world(session(90))
    timer.tick()
    await vi.advanceTimersByTimeAsync(0)
    expect(timer.getSnapshot().phase).toBe('overrun')
    expect(names()).toEqual([])
    await timer.finish('keep')
    expect([...finished.values()]).toEqual([90])
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
