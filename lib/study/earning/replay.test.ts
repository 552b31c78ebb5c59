import fc from 'fast-check'
import { expect, test } from 'vitest'
import { activeIntervals } from '@/lib/study/session/intervals'
import { dayMs, hourMs, minuteMs } from '@/lib/time'
import { newlyReached } from './achievements'
import { type RecordedSession, replay } from './replay'
import { levelOf, xpOfDay } from './xp'

const from = Date.UTC(2026, 9, 1)
const zones = [
  'UTC',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Pacific/Honolulu',
  'Asia/Kathmandu',
]

let counter = 0
const session = fc
  .record({
    start: fc.integer({ min: 0, max: 40 * dayMs }),
    length: fc.integer({ min: 1, max: 5 * hourMs }),
    pause: fc.option(fc.tuple(fc.integer({ min: 0, max: hourMs }), fc.integer({ min: 1, max: hourMs }))),
    isBreak: fc.boolean(),
    dayStartHour: fc.constantFrom(0, 4),
  })
  .map(({ start, length, pause, isBreak, dayStartHour }): RecordedSession => {
    const startedAt = new Date(from + start)
    const pauses = pause ? [{ from: from + start + pause[0], to: from + start + pause[0] + pause[1] }] : []
    return {
      id: `s${++counter}`,
      type: isBreak ? 'break' : 'focus',
      timeZone: 'UTC',
      dayStartHour,
      startedAt,
      endedAt: new Date(from + start + length),
      pauses,
      activeMs: length,
    }
  })

const inZones = (sessions: RecordedSession[]) =>
  fc.tuple(...sessions.map((one) => fc.constantFrom(...zones).map((timeZone) => ({ ...one, timeZone }))))

/** Sessions of which no two touch: then even a change of zones between them has one right answer. */
const apart = fc
  .array(session, { minLength: 1, maxLength: 25 })
  .map((sessions) => {
    const kept: RecordedSession[] = []
    for (const one of sessions)
      if (kept.every((other) => one.endedAt <= other.startedAt || other.endedAt <= one.startedAt)) kept.push(one)
    return kept
  })
  .chain(inZones)

const overlapping = fc
  .array(session, { minLength: 1, maxLength: 20 })
  .map((sessions) => sessions.map((one) => ({ ...one, dayStartHour: 4 })))

const told = (sessions: readonly RecordedSession[]) => {
  const { days, ranked, credits: _, ...totals } = replay(sessions, () => false)
  const sorted = [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1))
  const { reached, xp } = newlyReached(
    { 'focus-minutes': totals.focusMinutes, 'streak-days': totals.streak.longest, sessions: totals.sessions },
    totals.focusXp,
    new Set(),
  )
  return {
    days: sorted,
    ranked: [...ranked].sort(),
    ...totals,
    xp,
    level: levelOf(xp),
    badges: reached.map(({ id }) => id).sort(),
  }
}

const shuffled = (arbitrary: fc.Arbitrary<RecordedSession[]>) =>
  arbitrary.chain((sessions) =>
    fc.tuple(fc.constant(sessions), fc.shuffledSubarray(sessions, { minLength: sessions.length })),
  )

test('no order of sessions changes a total, whatever zones the person was in', () => {
  fc.assert(
    fc.property(shuffled(apart), ([sessions, other]) => {
      expect(told(other)).toEqual(told(sessions))
    }),
    { numRuns: 300 },
  )
})

/** What is summed up from time alone. Which of two sessions of the same moment counts is up to which came first. */
const sums = (sessions: readonly RecordedSession[]) => {
  const { days, ranked, focusMinutes, focusXp, streak, earlyDays } = replay(sessions, () => false)
  const books = [...days.values()].filter(({ focusMs, breakMs }) => focusMs + breakMs > 0)
  const plain = books.map(({ sessions: _, ...book }) => book).sort((a, b) => (a.day < b.day ? -1 : 1))
  return { plain, focusMinutes, focusXp, streak, earlyDays, ranked: [...ranked].sort() }
}

test('no order changes time when sessions ran at the same time, and no moment is paid twice', () => {
  fc.assert(
    fc.property(shuffled(overlapping), ([sessions, other]) => {
      expect(sums(other)).toEqual(sums(sessions))
      const { sessions: counted, focusMinutes } = replay(other, () => false)
      expect(counted).toBeLessThanOrEqual(Math.max(focusMinutes, 0))
      expect(told(sessions).days.reduce((sum, { focusMs }) => sum + focusMs, 0)).toBe(naiveUnion(sessions))
    }),
    { numRuns: 300 },
  )
})

/** A naive oracle: every second in which at least one focus session ran, counted with a sorted list of edges. */
function naiveUnion(sessions: readonly RecordedSession[]): number {
  const edges = sessions
    .filter(({ type }) => type === 'focus')
    .flatMap(activeIntervals)
    .flatMap((piece) => [
      { at: piece.from, step: 1 },
      { at: piece.to, step: -1 },
    ])
    .sort((a, b) => a.at - b.at)
  let [open, total, last] = [0, 0, 0]
  for (const { at, step } of edges) {
    if (open > 0) total += at - last
    open += step
    last = at
  }
  return total
}

test('no splitting of a session changes a day, a total or XP', () => {
  const cut = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(apart, cut, (sessions, share) => {
      const halves = sessions.flatMap((one) => {
        const at = one.startedAt.getTime() + Math.floor((one.endedAt.getTime() - one.startedAt.getTime()) * share)
        const parts = [
          { ...one, endedAt: new Date(at) },
          { ...one, id: `${one.id}b`, startedAt: new Date(at) },
        ]
        return parts.filter(({ startedAt, endedAt }) => endedAt > startedAt)
      })
      expect(sums(halves)).toEqual(sums(sessions))
    }),
    { numRuns: 300 },
  )
})

test('XP of a day: a minute each for four hours, then a quarter', () => {
  const naive = (minutes: number) => {
    let quarters = 0
    for (let minute = 0; minute < minutes; minute++) quarters += minute < 240 ? 4 : 1
    return Math.floor(quarters / 4)
  }
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1440 }), (minutes) => {
      expect(xpOfDay(minutes * minuteMs)).toBe(naive(minutes))
    }),
  )
  expect([levelOf(0), levelOf(99), levelOf(100), levelOf(1234)]).toEqual([1, 1, 2, 13])
})

test('a bonus that reaches a level unlocks what the level brings', () => {
  const { reached, xp } = newlyReached({ 'streak-days': 7 }, 0, new Set())
  expect(reached.map(({ id }) => id)).toEqual(['consistent-learner', 'week-warrior', 'leveling-up'])
  expect(xp).toBe(650)
})
