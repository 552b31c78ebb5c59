import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, daysBetween, daysFrom } from '@/lib/calendar/study-day'
import { withRanks } from '@/lib/leaderboard/rules'
import { barsOf, goalOn, grainOf, lastSevenDays, lastYear, rangeFrom, rangeProblem } from './rules'

const today = '2026-11-25'

test.each([
  [{}, lastSevenDays(today)],
  [
    { from: '2026-11-01', to: '2026-11-10' },
    { from: '2026-11-01', to: '2026-11-10' },
  ],
  [{ from: '2026-11-10', to: '2026-11-01' }, lastSevenDays(today)],
  [{ from: '2026-11-01' }, { from: '2026-11-01', to: today }],
  [
    { from: '2026-11-01', to: '2030-01-01' },
    { from: '2026-11-01', to: today },
  ],
  [{ from: 'yesterday', to: '<script>' }, lastSevenDays(today)],
  [
    { from: ['2026-11-01'], to: today },
    { from: '2026-11-19', to: today },
  ],
  [
    { from: '1990-01-01', to: today },
    { from: addDays(today, -365), to: today },
  ],
])('the address %j shows %j', (wanted, range) => {
  expect(rangeFrom(wanted, today)).toEqual(range)
})

test('every day of a range is in exactly one bar', () => {
  const length = fc.integer({ min: 0, max: 365 })
  fc.assert(
    fc.property(length, fc.integer({ min: 1, max: 7 }), (back, weekStart) => {
      const days = daysFrom(addDays(today, -back), today).map((day, index) => ({ day, minutes: index, sessions: 1 }))
      const bars = barsOf(days, weekStart)
      expect(bars.flatMap(({ from, to }) => daysFrom(from, to))).toEqual(days.map(({ day }) => day))
      expect(bars.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(
        days.reduce((sum, { minutes }) => sum + minutes, 0),
      )
      expect(bars.length).toBeLessThanOrEqual(35)
    }),
  )
})

test('productivity: eight hours a day are 100 %, of whatever a bar covers', () => {
  expect(barsOf([{ day: today, minutes: 240, sessions: 1 }], 1)[0]?.productivity).toBe(50)
  const month = daysFrom('2026-10-01', '2026-11-25').map((day) => ({ day, minutes: 480, sessions: 1 }))
  expect(grainOf({ from: '2026-10-01', to: '2026-11-25' })).toBe('week')
  expect(new Set(barsOf(month, 1).map(({ productivity }) => productivity))).toEqual(new Set([100]))
})

test('the year is 53 weeks at most and ends today', () => {
  const year = lastYear(today, 1)
  expect(daysBetween(year.from, year.to)).toBeLessThan(53 * 7)
  expect(year.to).toBe(today)
})

test('the goal of a day is the one that held then', () => {
  const goals = [
    { kind: 'weekly-minutes', target: 600, fromDay: '2026-11-01' },
    { kind: 'weekly-minutes', target: 0, fromDay: '2026-11-20' },
    { kind: 'daily-minutes', target: 60, fromDay: '2026-11-01' },
  ]
  expect(goalOn(goals, 'weekly-minutes', '2026-10-31')).toBeNull()
  expect(goalOn(goals, 'weekly-minutes', '2026-11-19')).toBe(600)
  expect(goalOn(goals, 'weekly-minutes', '2026-11-20')).toBeNull()
})

test('ranks with ties', () => {
  expect(withRanks([9, 7, 7, 7, 3].map((minutes) => ({ minutes }))).map(({ rank }) => rank)).toEqual([1, 2, 2, 2, 5])
})

test('a range that makes no sense is said beside its field, with what was typed', () => {
  const problem = (wanted: { from?: unknown; to?: unknown }) => rangeProblem(wanted, today)
  expect(problem({})).toBeNull()
  expect(problem({ from: '2026-11-01', to: '2026-11-10' })).toBeNull()
  expect(problem({ from: '2026-11-10', to: '2026-11-01' })).toEqual({
    field: 'from',
    message: 'From is later than To. Swap them, or pick another day.',
    typed: { from: '2026-11-10', to: '2026-11-01' },
  })
  expect(problem({ from: '2026-11-01', to: '2026-12-01' })).toMatchObject({ field: 'to' })
  expect(problem({ from: '2026-12-01', to: '2026-12-02' })).toMatchObject({ field: 'from' })
  expect(problem({ from: '2026-02-30', to: '2026-11-01' })).toMatchObject({
    field: 'from',
    typed: { from: '2026-02-30' },
  })
  expect(problem({ from: '2026-11-01', to: 'soon' })).toMatchObject({ field: 'to' })
  expect(problem({ from: '', to: '' })).toBeNull()
  expect(problem({ from: '2024-01-01', to: '2026-11-01' })).toMatchObject({ field: 'from' })
  expect(problem({ from: ['2026-11-01', 'x'], to: '2026-11-02' })).toMatchObject({ field: 'from', typed: { from: '' } })
})
