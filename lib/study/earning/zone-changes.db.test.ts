import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, inject, test, vi } from 'vitest'
import { db } from '@/db/client'
import { goals, rankings, studyDays, studyTotals } from '@/db/schema'
import { updateProfile } from '@/lib/accounts/commands/profile'
import { getProgress } from '@/lib/progress/queries'
import { setRestDays } from '@/lib/study/goals/commands'
import { getStudyDesk } from '@/lib/study/session/queries'
import { createViewer, viewerOf } from '@/lib/testing/people'
import { study } from '@/lib/testing/study'
import { after, dayMs, hourMs, minuteMs } from '@/lib/time'
import { recountPerson } from './recount'
import { countingMs } from './streak'

vi.setConfig({ testTimeout: 60_000 })

const noon = new Date('2026-11-25T12:00Z')
type Person = Awaited<ReturnType<typeof createViewer>>

async function moveTo(person: Person, timeZone: string, now: Date) {
  const viewer = await viewerOf(person, now)
  await updateProfile(viewer, { bio: '', gender: 'undisclosed', visibility: 'members', timeZone }, now)
}

async function numbersOf({ id }: Pick<Person, 'id'>) {
  const [totals] = await db.select().from(studyTotals).where(eq(studyTotals.userId, id))
  const days = await db.select().from(studyDays).where(eq(studyDays.userId, id)).orderBy(studyDays.startsAt)
  const ranked = await db.select().from(rankings).where(eq(rankings.userId, id))
  return { totals, days, board: ranked.find(({ period }) => period === 'all')?.minutes ?? 0 }
}

const recount = (userId: string, now: Date) => recountPerson(db, userId, now)

const sevenZones = [
  'Pacific/Pago_Pago',
  'Pacific/Kiritimati',
  'Pacific/Honolulu',
  'Pacific/Auckland',
  'America/Los_Angeles',
  'Asia/Tokyo',
  'Etc/GMT+12',
]

test('eighty minutes in seven zones are one study day', async () => {
  const person = await createViewer({ timeZone: 'UTC' })
  let now = noon
  for (const zone of ['UTC', ...sevenZones]) {
    if (zone !== 'UTC') await moveTo(person, zone, now)
    await study({ userId: person.id, startedAt: now, minutes: 10 })
    now = after(now, 10 * minuteMs)
  }
  const { totals, days } = await numbersOf(person)
  expect(days.map(({ day, focusMinutes }) => [day, focusMinutes])).toEqual([['2026-11-25', 80]])
  expect(totals).toMatchObject({ streakDays: 1, longestStreakDays: 1 })
  expect(await recount(person.id, now)).toEqual([])
  const viewer = await viewerOf(person, now)
  expect((await getStudyDesk(viewer, now)).numbers).toMatchObject({ todayMinutes: 80, streakDays: 1 })
  const page = await getProgress(viewer, { from: '2026-11-25', to: '2026-11-25' }, now)
  expect([page.today, page.streak]).toMatchObject([
    { day: '2026-11-25', minutes: 80 },
    { days: 1, isDoneToday: true },
  ])
})

test('a whole day at the desk brings no more to the board for changing zones', async () => {
  const person = await createViewer({ timeZone: 'Etc/GMT+12' })
  const start = new Date('2026-11-25T16:00Z') // 04:00 there
  for (let hour = 0; hour < 24; hour++) {
    const now = after(start, hour * hourMs)
    await moveTo(person, hour % 2 === 0 ? 'Pacific/Kiritimati' : 'Etc/GMT+12', now)
    await study({ userId: person.id, startedAt: now, minutes: 60 })
  }
  const { totals, board } = await numbersOf(person)
  expect(totals?.focusMinutes).toBe(1440)
  expect(board).toBe(720)
})

test('nobody becomes an early bird in the afternoon by choosing Auckland', async () => {
  const person = await createViewer({ timeZone: 'Europe/Berlin' })
  const now = new Date('2026-11-25T15:30Z') // 04:30 in Auckland
  await moveTo(person, 'Pacific/Auckland', now)
  const earned = await study({ userId: person.id, startedAt: now, minutes: 25 })
  expect(earned.achievements.map(({ id }) => id)).not.toContain('early-bird')
  expect((await numbersOf(person)).totals?.earlyDays).toBe(0)
})

test('a rest day cannot be set for a day that is over by changing zones', async () => {
  const person = await createViewer({ timeZone: 'Pacific/Kiritimati' })
  // 05:00 on the 26th there; in Pago Pago it is 04:00 on the 25th.
  const now = new Date('2026-11-25T15:00Z')
  await moveTo(person, 'Pacific/Pago_Pago', now)
  await setRestDays(await viewerOf(person, now), { weekdays: [3] }, now)
  const [row] = await db.select().from(goals).where(eq(goals.userId, person.id))
  expect(row?.fromDay).toBe('2026-11-26')
})

test.each([
  ['a flight east over the night', 'America/New_York', 'Europe/London', '2026-11-25T22:00Z', '2026-11-26T08:00Z'],
  ['a flight west over the date line', 'Asia/Tokyo', 'America/Los_Angeles', '2026-11-25T06:00Z', '2026-11-25T17:00Z'],
  ['an hour by train', 'Europe/Berlin', 'Europe/Helsinki', '2026-11-25T12:00Z', '2026-11-25T18:00Z'],
  [
    'a flight east over the date line',
    'Pacific/Honolulu',
    'Pacific/Auckland',
    '2026-11-25T20:00Z',
    '2026-11-26T07:00Z',
  ],
])('%s breaks no streak and loses no minute', async (_, home, away, lastAtHome, landed) => {
  const person = await createViewer({ timeZone: home })
  const last = new Date(lastAtHome)
  for (const back of [2, 1, 0]) await study({ userId: person.id, startedAt: after(last, -back * dayMs), minutes: 30 })
  const arrival = new Date(landed)
  await moveTo(person, away, arrival)
  const times = [1, 24, 48, 72].map((hours) => after(arrival, hours * hourMs))
  for (const startedAt of times) await study({ userId: person.id, startedAt, minutes: 30 })
  const { totals, days } = await numbersOf(person)
  expect(totals).toMatchObject({ focusMinutes: 210 })
  expect(days.filter(({ isFrozen }) => isFrozen)).toEqual([])
  expect(totals?.streakDays).toBe(days.length)
  // Three days at home and three away at the least; where the last ended and the first began is up to the clocks.
  expect(days.length).toBeGreaterThanOrEqual(6)
  expect(await recount(person.id, after(arrival, 80 * hourMs))).toEqual([])
})

test('from the next study day on the new zone counts', async () => {
  const person = await createViewer({ timeZone: 'Europe/Berlin' })
  await moveTo(person, 'Asia/Tokyo', noon)
  const zoneOf = async () => (await viewerOf(person, noon)).timeZone
  expect(await zoneOf()).toBe('Asia/Tokyo')
  // 05:00 and 06:00 on the 28th in Tokyo, the 27th in Berlin.
  const early = await study({ userId: person.id, startedAt: new Date('2026-11-27T20:00Z'), minutes: 60 })
  expect(early.achievements.map(({ id }) => id)).toContain('early-bird')
  expect((await numbersOf(person)).days.map(({ day }) => day)).toEqual(['2026-11-28'])
})

const move = fc.record({
  afterMinutes: fc.integer({ min: 0, max: 240 }),
  zone: fc.constantFrom(...sevenZones, 'UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe'),
  minutes: fc.integer({ min: 10, max: 180 }),
})

/** West, where the day ends later, and back again before it does: found by chance, and kept. */
const thereAndBack = [
  { afterMinutes: 0, zone: 'Pacific/Pago_Pago', minutes: 10 },
  { afterMinutes: 609, zone: 'UTC', minutes: 120 },
  { afterMinutes: 150, zone: 'Pacific/Pago_Pago', minutes: 10 },
]

test('whatever zones somebody goes through within 24 hours, caps and pay stay what they are', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 2, maxLength: 12 }), async (moves) => {
      const person = await createViewer({ timeZone: 'UTC' })
      let now = noon
      for (const { afterMinutes, zone, minutes } of moves) {
        now = after(now, afterMinutes * minuteMs)
        await moveTo(person, zone, now)
        if (now.getTime() + minutes * minuteMs > noon.getTime() + dayMs) break
        await study({ userId: person.id, startedAt: now, minutes })
        now = after(now, minutes * minuteMs)
      }
      const { totals, days, board } = await numbersOf(person)
      const studied = days.filter(({ focusMs }) => focusMs > 0)
      // The day under way at noon began eight hours before: in 24 hours there is room for its rest and one more.
      expect(studied.filter(({ focusMs }) => focusMs >= countingMs).length).toBeLessThanOrEqual(2)
      expect(totals?.streakDays ?? 0).toBeLessThanOrEqual(2)
      expect(board).toBeLessThanOrEqual(2 * 720)
      expect(studied.reduce((sum, { xp }) => sum + xp, 0)).toBeLessThanOrEqual(720)
      for (const [index, book] of days.entries()) {
        expect(book.endsAt.getTime() - book.startsAt.getTime()).toBeGreaterThanOrEqual(20 * hourMs)
        const next = days[index + 1]
        if (next) expect([next.day > book.day, next.startsAt >= book.endsAt]).toEqual([true, true])
      }
      expect(await recount(person.id, now)).toEqual([])
    }),
    { numRuns: inject('dialect') === 'sqlite' ? 12 : 3, examples: [[thereAndBack]] },
  )
})
