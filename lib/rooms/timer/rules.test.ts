import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { minuteMs } from '@/lib/time'
import {
  activityText,
  afterCommand,
  focusPhases,
  momentOf,
  overlap,
  type RoomTimer,
  stepAt,
  type TimerCommand,
  type TimerRun,
} from './rules'

const t0 = 1_780_000_000_000
const stopped: RoomTimer = {
  version: 0,
  focusMinutes: 25,
  breakMinutes: 5,
  longBreakMinutes: 15,
  longBreakEvery: 4,
  anchoredAtMs: null,
  pausedAtMs: null,
  anchorStep: 0,
}
const obey = (timer: RoomTimer, command: TimerCommand, atMs: number) => {
  const next = afterCommand(timer, command, atMs)
  if (!next) throw new Error(`${command.kind} was refused`)
  return next
}
const running = obey(stopped, { kind: 'start' }, t0)
const at = (timer: RoomTimer, minutes: number) => momentOf(timer, t0 + minutes * minuteMs)

describe('the phase at a moment', () => {
  test('goes focus, break, and every fourth break is long', () => {
    expect(at(running, 0)).toMatchObject({ kind: 'focus', leftMs: 25 * minuteMs })
    expect(at(running, 25)).toMatchObject({ kind: 'break', step: 1, leftMs: 5 * minuteMs })
    expect(at(running, 30)).toMatchObject({ kind: 'focus', step: 2 })
    expect(at(running, 115)).toMatchObject({ kind: 'long-break', step: 7, leftMs: 15 * minuteMs })
    expect(at(running, 130)).toMatchObject({ kind: 'focus', step: 8 })
  })

  test('is the same whether computed by division or step by step', () => {
    const settings = fc.record({
      focusMinutes: fc.integer({ min: 1, max: 180 }),
      breakMinutes: fc.integer({ min: 1, max: 60 }),
      longBreakMinutes: fc.integer({ min: 1, max: 90 }),
      longBreakEvery: fc.integer({ min: 2, max: 12 }),
    })
    const property = fc.property(settings, fc.nat(40), fc.nat(500_000_000), (cycle, anchorStep, passedMs) => {
      const timer = { ...running, ...cycle, anchorStep }
      const moment = momentOf(timer, t0 + passedMs)
      const { step, startedAtMs } = stepAt({ ...timer, anchoredAtMs: t0 }, t0 + passedMs)
      let walked = t0
      for (let s = anchorStep; s < step; s++)
        walked = momentOf({ ...timer, anchorStep: s, anchoredAtMs: walked }, walked).endsAtMs ?? 0
      expect(startedAtMs).toBe(walked)
      expect(moment.leftMs).toBeGreaterThan(0)
      expect(moment.leftMs).toBeLessThanOrEqual(moment.totalMs)
    })
    fc.assert(property, { numRuns: 200 })
  })
})

describe('commands', () => {
  test('pausing and resuming at any moments lose and win no time', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 600_000 }), fc.integer({ min: 0, max: 600_000 })))
    fc.assert(
      fc.property(steps, (pauses) => {
        let timer = running
        let nowMs = t0
        let ranMs = 0
        for (const [runMs, standMs] of pauses) {
          nowMs += runMs
          ranMs += runMs
          timer = obey(timer, { kind: 'pause' }, nowMs)
          const shown = momentOf(timer, nowMs)
          nowMs += standMs
          expect(momentOf(timer, nowMs)).toEqual(shown)
          timer = obey(timer, { kind: 'resume' }, nowMs)
        }
        const { step, leftMs } = momentOf(timer, nowMs)
        expect({ step, leftMs }).toEqual((({ step, leftMs }) => ({ step, leftMs }))(momentOf(running, t0 + ranMs)))
        expect(timer.version).toBe(1 + 2 * pauses.length)
      }),
    )
  })

  test('skip goes to the next phase, reset to the beginning', () => {
    const skipped = obey(running, { kind: 'skip' }, t0 + 3 * minuteMs)
    expect(at(skipped, 3)).toMatchObject({ kind: 'break', leftMs: 5 * minuteMs })
    expect(momentOf(obey(skipped, { kind: 'reset' }, t0), t0).state).toBe('stopped')
  })

  test('shorter lengths end a phase that is already longer, now and not in the past', () => {
    const settings = { focusMinutes: 10, breakMinutes: 5, longBreakMinutes: 15, longBreakEvery: 4 }
    const shorter = obey(running, { kind: 'settings', ...settings }, t0 + 20 * minuteMs)
    expect(at(shorter, 20)).toMatchObject({ kind: 'break', leftMs: 5 * minuteMs })
  })

  test('what means nothing is refused', () => {
    expect(afterCommand(stopped, { kind: 'pause' }, t0)).toBeNull()
    expect(afterCommand(running, { kind: 'start' }, t0)).toBeNull()
    expect(afterCommand(running, { kind: 'resume' }, t0)).toBeNull()
  })
})

describe('focus phases of a cycle', () => {
  const run = (fromMinute: number, toMinute: number | null, anchorMinute = 0, anchorStep = 0): TimerRun => ({
    ...running,
    anchoredAtMs: t0 + anchorMinute * minuteMs,
    anchorStep,
    startedAtMs: t0 + fromMinute * minuteMs,
    endedAtMs: toMinute === null ? null : t0 + toMinute * minuteMs,
  })
  const minutes = (runs: TimerRun[], now: number, isEnded = false, fromStep = 0) =>
    focusPhases(runs, { fromStep, isEnded, nowMs: t0 + now * minuteMs }).map(({ step, intervals, isOver }) => ({
      step,
      isOver,
      intervals: intervals.map(({ from, to }) => [(from - t0) / minuteMs, (to - t0) / minuteMs]),
    }))

  test('a pause splits one phase into two intervals', () => {
    expect(minutes([run(0, 10), run(15, null, 5)], 40)).toEqual([
      {
        step: 0,
        isOver: true,
        intervals: [
          [0, 10],
          [15, 30],
        ],
      },
      { step: 2, isOver: false, intervals: [[35, 40]] },
    ])
  })

  test('a reset ends the phase it falls into', () => {
    expect(minutes([run(0, 12)], 99, true)).toEqual([{ step: 0, isOver: true, intervals: [[0, 12]] }])
    expect(minutes([run(0, 12)], 99)).toEqual([{ step: 0, isOver: false, intervals: [[0, 12]] }])
  })

  test('a skipped phase is over, and settled ones are left out', () => {
    expect(minutes([run(0, 7), run(7, null, 7, 1)], 8)).toEqual([{ step: 0, isOver: true, intervals: [[0, 7]] }])
    expect(minutes([run(0, null)], 70, false, 2).map(({ step }) => step)).toEqual([2, 4])
  })
})

test('late joiners overlap only with what was left', () => {
  expect(
    overlap(
      [
        { from: 0, to: 10 },
        { from: 20, to: 30 },
      ],
      { from: 5, to: 25 },
    ),
  ).toEqual([
    { from: 5, to: 10 },
    { from: 20, to: 25 },
  ])
})

test('words', () => {
  expect(activityText(running, t0 + 13 * minuteMs)).toBe('Focus, 12 min left')
  expect(activityText(stopped, t0)).toBeNull()
})
