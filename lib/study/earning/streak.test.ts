import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CountedDay } from '@/lib/calendar/personal-days'
import { addDays, dayBounds } from '@/lib/calendar/study-day'
import { extendStreak, freezesOf, noStreak, restMask, restRule, restWeekdays, streakOf, streakToday } from './streak'

const first = '2026-01-05' // a Monday
const counted = (day: string, timeZone = 'UTC'): CountedDay => {
  const { from, to } = dayBounds(day, timeZone, 4)
  return { day, startsAt: from.getTime(), endsAt: to.getTime() }
}
const on = (offsets: readonly number[]) =>
  [...offsets].sort((a, b) => a - b).map((offset) => counted(addDays(first, offset)))
const noRest = () => false
const today = (offset: number) => counted(addDays(first, offset))

/** A naive oracle: every single day is lived through, one after the other. */
function lived(offsets: ReadonlySet<number>, until: number, isRest: (day: string) => boolean) {
  let [days, longest, points] = [0, 0, 0]
  const started = Math.min(...offsets)
  for (let offset = started; offset <= until; offset++) {
    if (offsets.has(offset)) {
      days++
      points = Math.min(14, points + 1)
    } else if (!isRest(addDays(first, offset))) {
      if (points >= 7) points -= 7
      else [days, points] = [0, 0]
    }
    longest = Math.max(longest, days)
  }
  return { days, longest, points }
}

const scattered = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 50 })
/** Long runs with a day or two missed now and then: scattered days hardly ever earn a freeze, let alone spend one. */
const steady = fc
  .array(fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.integer({ min: 2, max: 4 }) }), {
    minLength: 1,
    maxLength: 45,
    size: 'max',
  })
  .map((steps) => {
    let day = -1
    return steps.map((step) => {
      day += step
      return day
    })
  })
const offsets = fc.oneof(scattered, steady)
const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 3 })

describe('against living through every day', () => {
  test('the streak is the same', () => {
    fc.assert(
      fc.property(offsets, weekdays, (some, rest) => {
        const isRest = restRule([{ fromDay: '2020-01-01', target: restMask(rest) }])
        const { streak } = streakOf(on(some), isRest)
        const oracle = lived(new Set(some), Math.max(...some), isRest)
        expect([streak.days, streak.longest]).toEqual([oracle.days, oracle.longest])
        // What a broken streak leaves in the jar is gone in both.
        expect(streak.freezePoints).toBe(oracle.points)
      }),
      { numRuns: 2_000 },
    )
  })

  test('how it looks on a later day is the same', () => {
    fc.assert(
      fc.property(offsets, weekdays, fc.integer({ min: 1, max: 12 }), (some, rest, later) => {
        const isRest = restRule([{ fromDay: '2020-01-01', target: restMask(rest) }])
        const { streak } = streakOf(on(some), isRest)
        const offset = Math.max(...some) + later
        const seen = streakToday(streak, today(offset), isRest)
        const oracle = lived(new Set(some), offset - 1, isRest)
        expect(seen.days).toBe(oracle.days)
        expect(seen.freezes).toBe(freezesOf(oracle.points))
        expect(seen.isDoneToday).toBe(false)
      }),
      { numRuns: 2_000 },
    )
  })
})

test('one more studied day never makes anything less, whenever it is recorded', () => {
  fc.assert(
    fc.property(offsets, fc.integer({ min: 0, max: 60 }), weekdays, (some, extra, rest) => {
      const isRest = restRule([{ fromDay: '2020-01-01', target: restMask(rest) }])
      const without = streakOf(on(some), isRest).streak
      const withIt = streakOf(on([...new Set([...some, extra])]), isRest).streak
      expect(withIt.longest).toBeGreaterThanOrEqual(without.longest)
      if (extra < Math.max(...some)) {
        expect(withIt.days).toBeGreaterThanOrEqual(without.days)
        expect(withIt.freezePoints).toBeGreaterThanOrEqual(without.freezePoints)
      }
    }),
    { numRuns: 3_000 },
  )
})

test('not yet studied today does not break it; a missed yesterday does', () => {
  const { streak } = streakOf(on([0, 1, 2]), noRest)
  expect(streakToday(streak, today(2), noRest)).toMatchObject({ days: 3, isDoneToday: true })
  expect(streakToday(streak, today(3), noRest)).toMatchObject({ days: 3, isDoneToday: false })
  expect(streakToday(streak, today(4), noRest)).toMatchObject({ days: 0 })
})

test('seven days earn a freeze, fourteen two, and never three', () => {
  const after = (count: number) =>
    freezesOf(streakOf(on(Array.from({ length: count }, (_, n) => n)), noRest).streak.freezePoints)
  expect([after(6), after(7), after(13), after(14), after(40)]).toEqual([0, 1, 1, 2, 2])
})

test('a freeze is shown while it saves the streak, and spent when the person is back', () => {
  const { streak } = streakOf(on([0, 1, 2, 3, 4, 5, 6]), noRest)
  const seen = streakToday(streak, today(8), noRest)
  expect(seen).toEqual({ days: 7, isDoneToday: false, freezes: 0, frozenDays: [addDays(first, 7)] })
  const back = extendStreak(streak, today(8), noRest)
  expect(back).toMatchObject({ frozen: [addDays(first, 7)], streak: { days: 8, freezePoints: 1 } })
})

test('rest weekdays are not missed, from the day on which they were chosen', () => {
  const weekend = restRule([{ fromDay: '2026-01-12', target: restMask([6, 7]) }])
  expect(streakOf(on([4, 7]), weekend).streak.days).toBe(1)
  expect(streakOf(on([11, 14]), weekend).streak.days).toBe(2)
})

test('Apia skipped a date; the streak does not', () => {
  const days = ['2011-12-29', '2011-12-31'].map((day) => counted(day, 'Pacific/Apia'))
  expect(streakOf(days, noRest).streak.days).toBe(2)
})

test('flying over the date line does not cost a day; staying away one does', () => {
  const before = counted('2026-11-20', 'Pacific/Honolulu')
  expect(streakOf([before, counted('2026-11-22', 'Pacific/Kiritimati')], noRest).streak.days).toBe(2)
  expect(streakOf([before, counted('2026-11-23', 'Pacific/Kiritimati')], noRest).streak.days).toBe(1)
})

test('a week away makes a comeback, six days do not', () => {
  expect(streakOf(on([0, 8]), noRest).streak.comebacks).toBe(1)
  expect(streakOf(on([0, 7]), noRest).streak.comebacks).toBe(0)
})

test('rest weekdays survive their mask', () => {
  fc.assert(
    fc.property(weekdays, (some) => {
      expect(restWeekdays(restMask(some))).toEqual([...some].sort())
    }),
  )
  expect(noStreak.days).toBe(0)
})
