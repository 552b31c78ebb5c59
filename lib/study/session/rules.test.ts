import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hourMs, minuteMs, secondMs } from '@/lib/time'
import { longestSessionMs, overrunGraceMs } from './overrun'
import {
  activeMs,
  creditFor,
  isPaused,
  maxPauses,
  momentAfter,
  nextUp,
  paused,
  phaseOf,
  pomodorosIn,
  type RunningSession,
  remainingMs,
  resumed,
  type SessionKind,
} from './rules'

const start = Date.UTC(2026, 10, 23, 20)

const session = (kind: SessionKind, plannedMinutes: number | null, pauses: RunningSession['pauses'] = []) =>
  ({ id: 's', kind, plannedMinutes, startedAtMs: start, pauses, taskId: null, version: 1 }) satisfies RunningSession

const focus = session('focus', 25)
const at = (minutes: number) => start + minutes * minuteMs

describe('a moment of a session', () => {
  test('nothing runs', () => expect(phaseOf(null, start)).toBe('idle'))

  test.each([
    [0, 'running', 25],
    [24.99, 'running', 0.01],
    [25, 'due', 0],
    [30, 'due', -5],
    [30.001, 'overrun', -5.001],
  ] as const)('after %s minutes of 25 it is %s', (minutes, phase, left) => {
    expect(phaseOf(focus, at(minutes))).toBe(phase)
    expect((remainingMs(focus, at(minutes)) ?? Number.NaN) / minuteMs).toBeCloseTo(left, 6)
  })

  test('a break that ended long ago is due, not overrun: there is nothing to decide', () => {
    expect(phaseOf(session('break', 5), at(600))).toBe('due')
  })

  test('a stopwatch runs until the cap, then asks', () => {
    const flow = session('flow', null)
    expect(phaseOf(flow, start + longestSessionMs - 1)).toBe('running')
    expect(phaseOf(flow, start + longestSessionMs)).toBe('overrun')
    expect(remainingMs(flow, at(3))).toBeNull()
  })

  test('a clock before the start counts as zero', () => {
    expect(activeMs(focus, start - hourMs)).toBe(0)
  })
})

describe('pause and resume', () => {
  test('time stands still while paused, for days', () => {
    const still = paused(focus, at(10))
    expect(still?.version).toBe(2)
    if (!still) return
    expect(isPaused(still)).toBe(true)
    expect(phaseOf(still, at(10_000))).toBe('paused')
    expect(activeMs(still, at(10_000))).toBe(10 * minuteMs)
    const going = resumed(still, at(40))
    expect(going && phaseOf(going, at(41))).toBe('running')
    expect(going && remainingMs(going, at(41))).toBe(14 * minuteMs)
  })

  test('pausing twice, resuming twice and pausing what is over do nothing', () => {
    const still = paused(focus, at(1))
    expect(still && paused(still, at(2))).toBeNull()
    expect(resumed(focus, at(2))).toBeNull()
    expect(paused(focus, at(25))).toBeNull()
  })

  test('pauses are bounded', () => {
    const many = session('focus', 25, Array(maxPauses).fill({ from: start, to: start }))
    expect(paused(many, at(1))).toBeNull()
  })
})

describe('what an ending is worth', () => {
  test('complete waits for the planned time', () => {
    expect(creditFor(focus, 'complete', at(25) - 1)).toBe('not-yet')
    expect(creditFor(focus, 'complete', at(29))).toEqual({
      activeMs: 25 * minuteMs,
      endedAtMs: at(25),
      pauses: [],
      isCompleted: true,
    })
    expect(creditFor(session('flow', null), 'complete', at(29))).toBe('not-yet')
  })

  test('stopping early keeps the minutes but is not completed', () => {
    expect(creditFor(focus, 'stop', at(12))).toMatchObject({ activeMs: 12 * minuteMs, isCompleted: false })
  })

  test('stopping late keeps the plan only; keep takes all, up to six hours', () => {
    expect(creditFor(focus, 'stop', at(70))).toMatchObject({ activeMs: 25 * minuteMs, isCompleted: true })
    expect(creditFor(focus, 'keep', at(70))).toMatchObject({ activeMs: 70 * minuteMs, isCompleted: true })
    expect(creditFor(focus, 'keep', at(6_000))).toMatchObject({ activeMs: longestSessionMs })
  })

  test('under a minute, or discarded, writes nothing', () => {
    expect(creditFor(focus, 'stop', start + minuteMs - 1)).toBe('nothing')
    expect(creditFor(focus, 'discard', at(25))).toBe('nothing')
  })

  test('a stopwatch may be cut, never stretched', () => {
    const flow = session('flow', null)
    expect(creditFor(flow, 'stop', at(90), 40)).toMatchObject({ activeMs: 40 * minuteMs, endedAtMs: at(40) })
    expect(creditFor(flow, 'stop', at(90), 4_000)).toMatchObject({ activeMs: 90 * minuteMs, isCompleted: true })
  })

  test('ending while paused ends when the pause began', () => {
    const still = paused(focus, at(10))
    expect(still && creditFor(still, 'stop', at(60))).toMatchObject({ endedAtMs: at(10), pauses: [] })
  })
})

/** Any history of pauses: gaps of running and standing still, in milliseconds. */
const histories = fc.array(fc.tuple(fc.nat(20 * minuteMs), fc.nat(3 * hourMs)), { maxLength: 12 })

function lived(gaps: [number, number][], plannedMinutes: number | null) {
  let now = start
  let current: RunningSession = session(plannedMinutes === null ? 'flow' : 'focus', plannedMinutes)
  let ran = 0
  for (const [run, rest] of gaps) {
    now += run
    const still = paused(current, now)
    if (!still) return { current, now, ran: ran + run }
    ran += run
    now += rest
    current = resumed(still, now) ?? still
  }
  return { current, now, ran }
}

describe('for every history of pauses', () => {
  test('active time is the sum of the stretches it ran', () => {
    fc.assert(
      fc.property(histories, (gaps) => {
        const { current, now, ran } = lived(gaps, null)
        expect(activeMs(current, now)).toBe(ran)
      }),
    )
  })

  test('the moment after its active time has exactly that active time, and no credit exceeds it', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 1, max: 180 }), fc.nat(100 * minuteMs), (gaps, planned, more) => {
        const { current, now } = lived(gaps, planned)
        const active = activeMs(current, now + more)
        expect(activeMs(current, momentAfter(current, active))).toBe(active)
        for (const ending of ['stop', 'keep', 'complete'] as const) {
          const credit = creditFor(current, ending, now + more)
          if (typeof credit === 'string') continue
          expect(credit.activeMs).toBeLessThanOrEqual(active)
          expect(credit.endedAtMs).toBeLessThanOrEqual(now + more)
          const paid = credit.pauses.reduce((sum, pause) => sum + ((pause.to ?? Number.NaN) - pause.from), 0)
          expect(credit.endedAtMs - start - paid).toBe(credit.activeMs)
        }
      }),
    )
  })
})

describe('the cycle', () => {
  const lengths = { focusMinutes: 25, breakMinutes: 5, longBreakMinutes: 15, longBreakEvery: 4 }

  test('a short break after each focus, a long one after every fourth, focus after a break', () => {
    expect([1, 2, 3, 4, 5, 8].map((done) => nextUp('focus', done, lengths).minutes)).toEqual([5, 5, 5, 15, 5, 15])
    expect(nextUp('break', 4, lengths)).toEqual({ kind: 'focus', minutes: 25, isLongBreak: false })
    expect(nextUp('flow', 0, lengths).isLongBreak).toBe(false)
  })

  test('pomodoros on a task: one a completed plan, by length for a stopwatch, none when stopped early', () => {
    const finished = (plannedMinutes: number | null, minutes: number, isCompleted = true) =>
      pomodorosIn({ plannedMinutes, activeMs: minutes * minuteMs + secondMs, isCompleted }, 25)
    expect(finished(25, 25)).toBe(1)
    expect(finished(25, 24, false)).toBe(0)
    expect(finished(null, 60)).toBe(2)
    expect(finished(null, 10)).toBe(0)
  })

  test('grace is shorter than the cap', () => expect(overrunGraceMs).toBeLessThan(longestSessionMs))
})
