import { TZDate } from '@date-fns/tz'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lengthMs } from '@/lib/study/session/intervals'
import { hourMs, minuteMs } from '@/lib/time'
import { daysOf, splitByDay } from './personal-days'
import { addDays, dayBounds, daysBetween, daysFrom, isDay, msByHour, studyDay, weekdayOf, weekOf } from './study-day'
import { offsetMs } from './zone'

/** Zones whose clocks do everything that clocks do; every zone of the world has rules like one of these. */
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu', // Five hours and three quarters, never changed.
  'Australia/Lord_Howe', // Half an hour.
  'Antarctica/Troll', // Two hours.
  'Pacific/Chatham',
  'Pacific/Apia', // A whole day was left out.
  'Pacific/Honolulu',
  'America/St_Johns', // Changed at one minute past midnight, back into the day before.
  'America/Havana', // At midnight, as the next two do: a day without its first hour, or with two of them.
  'Asia/Beirut',
  'Africa/Cairo',
  'Africa/Casablanca', // Twice more in a year, for Ramadan.
]

/** What a person would say, by another library's clock: the date on the wall, or yesterday's before the day start. */
function onTheWall(at: number, timeZone: string, dayStartHour: number): string {
  const wall = new TZDate(at, timeZone)
  const day = Date.UTC(wall.getFullYear(), wall.getMonth(), wall.getDate())
  const isYesterdays = wall.getHours() < dayStartHour
  return new Date(isYesterdays ? day - 24 * hourMs : day).toISOString().slice(0, 10)
}

/** A naive oracle: the latest day the wall has shown in the last three hours; a clock set back does not undo a day. */
function naiveDay(at: number, timeZone: string, dayStartHour: number): string {
  let latest = ''
  for (let past = 0; past <= 180; past += 10) {
    const day = onTheWall(at - past * minuteMs, timeZone, dayStartHour)
    if (day > latest) latest = day
  }
  return latest
}

const instant = fc.integer({ min: Date.UTC(1975, 0, 1), max: Date.UTC(2037, 11, 31) })
const zone = fc.constantFrom(...zones)
const dayStart = fc.constantFrom(0, 1, 2, 3, 4, 5, 8)

/** The hours in which the clock of a zone is set, in two eventful years. */
function clockChanges(timeZone: string): number[] {
  const changes: number[] = []
  for (const year of [2011, 2026]) {
    for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 24 * hourMs) {
      const [before, after] = [offsetMs(at, timeZone), offsetMs(at + 24 * hourMs, timeZone)]
      if (before === after) continue
      for (let hour = 0; hour < 24; hour++) {
        const from = at + hour * hourMs
        if (offsetMs(from, timeZone) !== offsetMs(from + hourMs, timeZone)) changes.push(from)
      }
    }
  }
  return changes
}

const changesOf = new Map(zones.map((timeZone) => [timeZone, clockChanges(timeZone)]))

/** A zone with an instant: any, or one within hours of a change of its clocks. */
const somewhen = fc
  .tuple(zone, instant, fc.nat(), fc.integer({ min: -6 * 60, max: 7 * 60 }))
  .map(([timeZone, anywhen, pick, minutes]) => {
    const changes = changesOf.get(timeZone) ?? []
    const change = changes[pick % (2 * changes.length || 1)]
    return { timeZone, at: change === undefined ? anywhen : change + minutes * minuteMs }
  })

test('most of these clocks change, so that the property below meets changes', () =>
  expect(zones.filter((timeZone) => changesOf.get(timeZone)?.length).length).toBeGreaterThan(9))

test('the day is what the wall says, and days follow each other without gap or overlap', () => {
  const check = fc.property(somewhen, dayStart, ({ timeZone, at }, dayStartHour) => {
    const day = studyDay(new Date(at), timeZone, dayStartHour)
    expect(day).toBe(naiveDay(at, timeZone, dayStartHour))
    const { from, to } = dayBounds(day, timeZone, dayStartHour)
    expect(from.getTime()).toBeLessThanOrEqual(at)
    expect(to.getTime()).toBeGreaterThan(at)
    expect(dayBounds(addDays(day, 1), timeZone, dayStartHour).from).toEqual(to)
    expect(studyDay(new Date(to.getTime() - 1), timeZone, dayStartHour)).toBe(day)
    expect(studyDay(to, timeZone, dayStartHour) > day).toBe(true)
  })
  fc.assert(check, { numRuns: 600 })
})

test('splitting at day borders loses and doubles nothing', () => {
  const check = fc.property(
    instant,
    fc.integer({ min: 1, max: 60 * hourMs }),
    zone,
    dayStart,
    (from, length, ...rest) => {
      const [timeZone, dayStartHour] = rest
      const pieces = splitByDay([{ from, to: from + length }], daysOf({ timeZone, dayStartHour }))
      expect(pieces.reduce((sum, { intervals }) => sum + lengthMs(intervals), 0)).toBe(length)
      expect(new Set(pieces.map(({ day }) => day.day)).size).toBe(pieces.length)
      for (const { day: whole, intervals } of pieces) {
        const { day } = whole
        for (const piece of intervals) {
          expect(studyDay(new Date(piece.from), timeZone, dayStartHour)).toBe(day)
          expect(studyDay(new Date(piece.to - 1), timeZone, dayStartHour)).toBe(day)
        }
      }
      const hours = msByHour([{ from, to: from + length }], timeZone)
      expect(hours.reduce((sum, ms) => sum + ms, 0)).toBe(length)
    },
  )
  fc.assert(check, { numRuns: 150 })
})

const day = (text: string, timeZone: string, dayStartHour = 4) => studyDay(new Date(text), timeZone, dayStartHour)
const hours = (label: string, timeZone: string, dayStartHour = 4) => {
  const { from, to } = dayBounds(label, timeZone, dayStartHour)
  return (to.getTime() - from.getTime()) / hourMs
}

test('a night at the desk is one day', () => {
  expect(day('2026-11-24T02:59:59Z', 'Europe/Berlin')).toBe('2026-11-23')
  expect(day('2026-11-24T03:00:00Z', 'Europe/Berlin')).toBe('2026-11-24')
})

test('days around clock changes are 23 and 25 hours long, on Lord Howe half an hour off', () => {
  expect([hours('2026-03-28', 'Europe/Berlin'), hours('2026-10-24', 'Europe/Berlin')]).toEqual([23, 25])
  expect([hours('2026-10-03', 'Australia/Lord_Howe'), hours('2026-04-04', 'Australia/Lord_Howe')]).toEqual([23.5, 24.5])
})

test('Apia had no 30 December 2011', () => {
  expect(hours('2011-12-30', 'Pacific/Apia', 0)).toBe(0)
  expect([hours('2011-12-29', 'Pacific/Apia'), hours('2011-12-30', 'Pacific/Apia')]).toEqual([20, 4])
  expect(day('2011-12-30T09:59:59Z', 'Pacific/Apia', 0)).toBe('2011-12-29')
  expect(day('2011-12-30T10:00:00Z', 'Pacific/Apia', 0)).toBe('2011-12-31')
})

test('a clock set back over midnight does not bring yesterday back', () => {
  // St. John's, 6 November 2011: 00:01 became 23:01 on the 5th.
  expect(day('2011-11-06T02:30:30Z', 'America/St_Johns', 0)).toBe('2011-11-06')
  expect(day('2011-11-06T02:45:00Z', 'America/St_Johns', 0)).toBe('2011-11-06')
})

test('an unknown zone is UTC: no session is lost over a name', () => {
  expect(day('2026-11-23T12:00:00Z', 'Mars/Olympus')).toBe('2026-11-23')
})

test('weeks begin on the chosen weekday', () => {
  expect(weekOf('2026-11-23', 1)).toEqual({ from: '2026-11-23', to: '2026-11-29' })
  expect(weekOf('2026-11-22', 1)).toEqual({ from: '2026-11-16', to: '2026-11-22' })
  expect(weekOf('2026-11-23', 7)).toEqual({ from: '2026-11-22', to: '2026-11-28' })
  fc.assert(
    fc.property(instant, fc.integer({ min: 1, max: 7 }), (at, weekStart) => {
      const label = day(new Date(at).toISOString(), 'UTC')
      const week = weekOf(label, weekStart)
      expect(weekdayOf(week.from)).toBe(weekStart)
      expect(daysFrom(week.from, week.to)).toContain(label)
      expect(daysBetween(week.from, week.to)).toBe(6)
    }),
  )
})

test.each(['2026-02-30', '2026-2-3', '', '2026-11-23T00:00', '0026-01-01', null, '９999-01-01'])(
  '%s is no day',
  (text) => {
    expect(isDay(text)).toBe(false)
  },
)
test('a leap day is a day', () => expect([isDay('2028-02-29'), isDay('2026-02-29')]).toEqual([true, false]))
