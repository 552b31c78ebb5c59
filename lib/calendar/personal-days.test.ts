import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fullXpMs, xpOfDay } from '@/lib/study/earning/xp'
import { dayMs, hourMs, minuteMs } from '@/lib/time'
import { currentDay, daysOf, type PersonalCalendar, personalDays, shortestDayMs } from './personal-days'

const start = Date.UTC(2026, 9, 20, 9)
const zones = [
  'UTC',
  'Etc/GMT+12',
  'Pacific/Pago_Pago',
  'Pacific/Honolulu',
  'America/Los_Angeles',
  'America/New_York',
  'Europe/London',
  'Europe/Berlin',
  'Asia/Kathmandu',
  'Asia/Tokyo',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Kiritimati',
]
const calendar = fc.record({ timeZone: fc.constantFrom(...zones), dayStartHour: fc.constantFrom(0, 4, 6) })

/** Any number of changes of zone and day start within some days around a clock change. */
const person = fc
  .tuple(calendar, fc.array(fc.tuple(fc.integer({ min: 1, max: 30 * 60 }), calendar), { maxLength: 12 }))
  .map(([latest, changes]): PersonalCalendar => {
    let untilMs = start
    const formerCalendars = changes.map(([minutes, former]) => {
      untilMs += minutes * minuteMs
      return { ...former, untilMs }
    })
    return { ...latest, formerCalendars }
  })

/** The days from a day before the first change to days after the last one, walked from border to border. */
function walk(whose: PersonalCalendar) {
  const dayOf = personalDays(whose)
  const days = [dayOf(start)]
  const end = (whose.formerCalendars.at(-1)?.untilMs ?? start) + 4 * dayMs
  for (let day = dayOf(start); day.startsAt < end; ) {
    day = dayOf(day.endsAt)
    days.push(day)
  }
  return days
}

test('days follow each other without gap or overlap, and their dates only go forward', () => {
  fc.assert(
    fc.property(person, (whose) => {
      const days = walk(whose)
      for (const [index, day] of days.entries()) {
        const next = days[index + 1]
        if (next) expect([next.startsAt, next.day > day.day]).toEqual([day.endsAt, true])
        for (const at of [day.startsAt, (day.startsAt + day.endsAt) / 2, day.endsAt - 1])
          expect(currentDay(whose, new Date(Math.floor(at)))).toEqual(day)
      }
    }),
    { numRuns: 400 },
  )
})

test('no day is short, and no change is waited for longer than two days', () => {
  fc.assert(
    fc.property(person, (whose) => {
      const days = walk(whose)
      for (const { startsAt, endsAt } of days.slice(1)) expect(endsAt - startsAt).toBeGreaterThanOrEqual(shortestDayMs)
      const last = days.at(-1)
      const changedAt = whose.formerCalendars.at(-1)?.untilMs ?? start
      // By then the new calendar counts as if it had always been there.
      for (const at of [changedAt + 3 * dayMs, changedAt + 3.5 * dayMs]) {
        const { timeZone, dayStartHour } = whose
        expect(personalDays(whose)(at)).toEqual(daysOf({ timeZone, dayStartHour })(at))
      }
      expect(last?.timeZone).toBe(whose.timeZone)
    }),
    { numRuns: 400 },
  )
})

test('24 real hours at the desk never pay more than they can without a change', () => {
  fc.assert(
    fc.property(person, fc.integer({ min: 0, max: 12 * 24 }), (whose, hours) => {
      const [from, to] = [start + hours * hourMs, start + hours * hourMs + dayMs]
      const paid = walk(whose).map(({ startsAt, endsAt }) =>
        xpOfDay(Math.max(0, Math.min(to, endsAt) - Math.max(from, startsAt))),
      )
      // Twelve hours before a border and twelve after it: twice 240 in full and 480 / 4.
      expect(paid.reduce((sum, xp) => sum + xp, 0)).toBeLessThanOrEqual(720)
      expect(paid.filter((xp) => xp > 0).length).toBeLessThanOrEqual(3)
    }),
    { numRuns: 400 },
  )
})

test('the day under way when somebody changes zones is held to its end', () => {
  const whose = {
    timeZone: 'Asia/Tokyo',
    dayStartHour: 4,
    formerCalendars: [{ timeZone: 'Europe/Berlin', dayStartHour: 4, untilMs: Date.parse('2026-11-25T12:00Z') }],
  }
  const at = (text: string) => currentDay(whose, new Date(text))
  // The 26th begins at 04:00 in Tokyo; Berlin's 25th lasts until then, because the rest of the 26th would be long enough.
  expect(at('2026-11-25T20:00Z')).toMatchObject({ day: '2026-11-25', timeZone: 'Europe/Berlin' })
  expect(at('2026-11-26T02:59Z')).toMatchObject({ day: '2026-11-25' })
  expect(at('2026-11-27T00:00Z')).toMatchObject({ day: '2026-11-27', timeZone: 'Asia/Tokyo' })
})

test('a day cut short keeps what is not paid in full, so that two ends of days gain nothing', () => {
  expect(shortestDayMs).toBe(dayMs - fullXpMs)
})
