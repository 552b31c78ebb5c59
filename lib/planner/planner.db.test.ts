import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db, transaction } from '@/db/client'
import { notifications, plannedSessions, preferences, profiles } from '@/db/schema'
import { updateProfile } from '@/lib/accounts/commands/profile'
import { newId } from '@/lib/ids'
import { getProgress } from '@/lib/progress/queries'
import { planProgress } from '@/lib/study/earning/plan-progress'
import { createPerson, createViewer, viewerOf } from '@/lib/testing/people'
import { study } from '@/lib/testing/study'
import { endCalendarFeed, removePlan, replaceCalendarFeed, restorePlan, savePlan, tickPlan } from './commands'
import { findCalendarFeed, getPlanner } from './queries'
import { remindOfPlans } from './reminders'
import { planIdSchema, restorePlanSchema, savePlanSchema, tickPlanSchema } from './schemas'

const now = new Date('2026-11-25T12:00Z')
const input = (some: Record<string, string> = {}) =>
  savePlanSchema.parse({
    title: 'Algebra',
    category: 'study',
    date: '2026-11-25',
    time: '14:30',
    minutes: '60',
    ...some,
  })

test('a plan stands at its time on the wall of the person', async () => {
  const viewer = await createViewer({ timeZone: 'Asia/Tokyo' })
  await savePlan(viewer, input(), now)
  const [row] = await db.select().from(plannedSessions).where(eq(plannedSessions.userId, viewer.id))
  expect(row?.startsAt).toEqual(new Date('2026-11-25T05:30Z'))
  const page = await getPlanner(viewer, { view: 'week', day: '2026-11-25' }, now)
  expect(page.days.map(({ plans }) => plans.length)).toEqual([0, 0, 1, 0, 0, 0, 0])
  expect(page.days[2]?.plans[0]).toMatchObject({ date: '2026-11-25', time: '14:30', endTime: '15:30', isDone: false })
})

test('a time the clock skips becomes the moment it jumps to', async () => {
  const viewer = await createViewer({ timeZone: 'Europe/Berlin' })
  await savePlan(viewer, input({ date: '2027-03-28', time: '02:30' }), now)
  const [row] = await db.select().from(plannedSessions).where(eq(plannedSessions.userId, viewer.id))
  expect(row?.startsAt).toEqual(new Date('2027-03-28T01:00Z'))
})

describe('a plan in the hour that the clock reads twice', () => {
  const [first, second] = [new Date('2027-10-31T00:30Z'), new Date('2027-10-31T01:30Z')]

  /** Planned in UTC, shown in Berlin, where both passes read 02:30. */
  async function planned(startsAt: Date) {
    const person = await createPerson()
    const time = startsAt.toISOString().slice(11, 16)
    const { id } = await savePlan(await viewerOf(person), input({ date: '2027-10-31', time }), now)
    await transaction((tx) =>
      tx.update(profiles).set({ timeZone: 'Europe/Berlin' }).where(eq(profiles.userId, person.id)),
    )
    const viewer = await viewerOf(person)
    const { days } = await getPlanner(viewer, { view: 'week', day: '2027-10-31' }, now)
    const plan = days.flatMap(({ plans }) => plans).find((one) => one.id === id)
    if (!plan) throw new Error('The plan is not in its week.')
    expect(plan).toMatchObject({ date: '2027-10-31', time: '02:30' })
    const startNow = async () =>
      (await db.select().from(plannedSessions).where(eq(plannedSessions.id, id))).map((row) => row.startsAt)[0]
    return { viewer, plan, startNow }
  }

  test.each([first, second])('%j stays when only other words are saved', async (startsAt) => {
    const { viewer, plan, startNow } = await planned(startsAt)
    const { id, date, time } = plan
    await savePlan(viewer, input({ id, date, time, title: 'Topology', minutes: '30' }), now)
    expect(await startNow()).toEqual(startsAt)
    // Moved away and back, it begins the first time, as a new one would.
    await savePlan(viewer, input({ id, date, time: '05:00' }), now)
    await savePlan(viewer, input({ id, date, time }), now)
    expect(await startNow()).toEqual(first)
  })

  test.each([first, second])('%j comes back where it was', async (startsAt) => {
    const { viewer, plan, startNow } = await planned(startsAt)
    await removePlan(viewer, plan.id)
    await restorePlan(viewer, restorePlanSchema.parse({ ...plan, remind: '' }), now)
    expect(await startNow()).toEqual(startsAt)
  })
})

test('the month shows whole weeks around it', async () => {
  const viewer = await createViewer()
  const page = await getPlanner(viewer, { view: 'month', day: '2026-11-25' }, now)
  expect([page.days.length, page.days[0]?.day, page.days.at(-1)?.day]).toEqual([42, '2026-10-26', '2026-12-06'])
})

test('changing keeps the id; a plan of somebody else is not found', async () => {
  const [mine, other] = await Promise.all([createViewer(), createViewer()])
  const { id } = await savePlan(mine, input(), now)
  expect(await savePlan(mine, input({ id, title: 'Topology' }), now)).toEqual({ id })
  const notFound = { code: 'not-found' }
  await expect(savePlan(other, input({ id }), now)).rejects.toMatchObject(notFound)
  await expect(removePlan(other, id)).rejects.toMatchObject(notFound)
  await expect(tickPlan(other, { id, isDone: true }, now)).rejects.toMatchObject(notFound)
  await removePlan(mine, id)
  await expect(removePlan(mine, id)).rejects.toMatchObject(notFound)
})

test('a deleted plan comes back whole, once, and only to its owner', async () => {
  const [mine, other] = await Promise.all([createViewer(), createViewer()])
  const told = { notes: 'p. 40', remind: '30', category: 'exam' }
  const { id } = await savePlan(mine, input(told), now)
  await tickPlan(mine, { id, isDone: true }, now)
  const rowsOf = ({ id: userId }: { id: string }) =>
    db.select().from(plannedSessions).where(eq(plannedSessions.userId, userId))
  const before = await rowsOf(mine)
  const whole = restorePlanSchema.parse({
    ...input(told),
    startsAt: before[0]?.startsAt.toISOString(),
    remind: '30',
    id,
    isDone: true,
  })
  // While it is still there, nobody else can write over it.
  await restorePlan(other, { ...whole, title: 'Mine now' }, now)
  expect(await rowsOf(mine)).toEqual(before)
  await removePlan(mine, id)
  for (const _ of ['once', 'again']) await restorePlan(mine, whole, now)
  expect(await rowsOf(mine)).toEqual(before)
  expect(await rowsOf(other)).toEqual([])
})

test('a plan of tomorrow does not come back done', async () => {
  const viewer = await createViewer()
  const tomorrow = restorePlanSchema.parse({
    ...input(),
    startsAt: '2026-11-26T14:30:00.000Z',
    remind: '',
    id: newId(),
    isDone: true,
  })
  await restorePlan(viewer, tomorrow, now)
  const [row] = await db.select().from(plannedSessions).where(eq(plannedSessions.userId, viewer.id))
  expect(row?.doneAt).toBeNull()
})

const yesterday = new Date('2026-11-24T12:00Z')

test('a tick alone earns nothing; planned and studied earns the badge, whichever comes first', async () => {
  const [ticksFirst, studiesFirst] = await Promise.all([createViewer(), createViewer()])
  const startedAt = new Date('2026-11-25T10:00Z')
  const nothing = { achievements: [], levelReached: null }
  const one = await savePlan(ticksFirst, input(), yesterday)
  expect(await tickPlan(ticksFirst, { id: one.id, isDone: true }, now)).toEqual(nothing)
  const earned = await study({ userId: ticksFirst.id, startedAt })
  expect(earned.achievements.map(({ id }) => id)).toContain('first-plan')
  await study({ userId: studiesFirst.id, startedAt })
  const two = await savePlan(studiesFirst, input(), yesterday)
  const { achievements, levelReached } = await tickPlan(studiesFirst, { id: two.id, isDone: true }, now)
  expect(achievements.map(({ id }) => id)).toEqual(['first-plan'])
  // 25 minutes and two badges of 50 XP.
  expect(levelReached).toBe(2)
  expect(await tickPlan(studiesFirst, { id: two.id, isDone: true }, now)).toEqual(nothing)
})

test('only plans made before their day count', async () => {
  const viewer = await createViewer()
  const days = ['2026-11-23', '2026-11-24', '2026-11-25']
  for (const day of days) await study({ userId: viewer.id, startedAt: new Date(`${day}T10:00Z`) })
  const plansDone = async () => (await planProgress(db, viewer.id))['plans-done']
  // After the fact, and on the day itself.
  for (const date of days) {
    const { id } = await savePlan(viewer, input({ date }), now)
    expect((await tickPlan(viewer, { id, isDone: true }, now)).achievements).toEqual([])
  }
  expect(await plansDone()).toBe(0)
  // Neither does one that was made long ago and moved onto a day that is there already.
  const moved = await savePlan(viewer, input({ date: '2026-12-24' }), new Date('2026-11-01T12:00Z'))
  await savePlan(viewer, input({ id: moved.id, date: '2026-11-24' }), now)
  expect((await tickPlan(viewer, { id: moved.id, isDone: true }, now)).achievements).toEqual([])
  // Nor one that is brought back.
  const whole = restorePlanSchema.parse({
    ...input(),
    startsAt: '2026-11-24T14:30:00.000Z',
    remind: '',
    id: newId(),
    isDone: true,
  })
  await restorePlan(viewer, whole, now)
  expect(await plansDone()).toBe(0)
  // A new title or another hour of the same day are the same plan.
  const kept = await savePlan(viewer, input(), yesterday)
  await savePlan(viewer, input({ id: kept.id, title: 'Topology', time: '09:00' }), now)
  const { achievements } = await tickPlan(viewer, { id: kept.id, isDone: true }, now)
  expect(achievements.map(({ id }) => id)).toContain('first-plan')
})

test('a ticked plan that moves to a later day is open again', async () => {
  const viewer = await createViewer()
  const { id } = await savePlan(viewer, input({ date: '2026-11-24' }), now)
  const isDone = async () => {
    const [row] = await db.select().from(plannedSessions).where(eq(plannedSessions.id, id))
    return row?.doneAt !== null
  }
  await tickPlan(viewer, { id, isDone: true }, now)
  await savePlan(viewer, input({ id, date: '2026-11-24', time: '20:00', title: 'Topology' }), now)
  await savePlan(viewer, input({ id, date: '2026-11-23' }), now)
  expect(await isDone()).toBe(true)
  for (const date of ['2026-11-25', '2027-11-25']) {
    await savePlan(viewer, input({ id, date: '2026-11-23' }), now)
    await tickPlan(viewer, { id, isDone: true }, now)
    await savePlan(viewer, input({ id, date }), now)
    expect(await isDone()).toBe(false)
  }
})

test('after a move to another zone a plan is done on the day that it is on there', async () => {
  const inTokyo = await createViewer({ timeZone: 'Asia/Tokyo' })
  const made = new Date('2026-11-26T03:00Z')
  const { id } = await savePlan(inTokyo, input({ date: '2026-11-28', time: '10:00' }), made)
  await updateProfile(
    inTokyo,
    { bio: '', gender: 'undisclosed', visibility: 'members', timeZone: 'America/Los_Angeles' },
    made,
  )
  const viewer = await viewerOf(inTokyo)
  // 17:00 on the 27th there, when it is the 28th in Tokyo.
  const later = new Date('2026-11-28T02:00Z')
  const page = await getPlanner(viewer, { view: 'week', day: '2026-11-27' }, later)
  expect(page.days[4]?.plans[0]).toMatchObject({ date: '2026-11-27', time: '17:00', canBeDone: true })
  expect((await getProgress(viewer, { from: '2026-11-27', to: '2026-11-27' }, later)).plans).toEqual({
    planned: 1,
    done: 0,
  })
  await study({ userId: viewer.id, startedAt: new Date('2026-11-28T01:00Z') }, later)
  const { achievements } = await tickPlan(viewer, { id, isDone: true }, later)
  expect(achievements.map((achievement) => achievement.id)).toEqual(['first-plan'])
  const [row] = await db.select().from(plannedSessions).where(eq(plannedSessions.id, id))
  expect(row?.day).toBe('2026-11-27')
  const kept = { planned: 1, done: 1 }
  expect((await getProgress(viewer, { from: '2026-11-27', to: '2026-11-27' }, later)).plans).toEqual(kept)
  expect((await getProgress(viewer, { from: '2026-11-28', to: '2026-11-28' }, later)).plans).toEqual({
    planned: 0,
    done: 0,
  })
})

test('a plan of the night belongs to the day before once the day starts later', async () => {
  const viewer = await createViewer()
  await transaction((tx) => tx.update(preferences).set({ dayStartHour: 0 }).where(eq(preferences.userId, viewer.id)))
  const { id } = await savePlan(await viewerOf(viewer), input({ date: '2026-11-26', time: '02:00' }), yesterday)
  await transaction((tx) => tx.update(preferences).set({ dayStartHour: 4 }).where(eq(preferences.userId, viewer.id)))
  const late = await viewerOf(viewer)
  const evening = new Date('2026-11-25T22:00Z')
  const page = await getPlanner(late, { view: 'week', day: '2026-11-26' }, evening)
  expect(page.days[3]?.plans[0]).toMatchObject({ canBeDone: true })
  await tickPlan(late, { id, isDone: true }, evening)
})

test('an id is a UUID and nothing else', () => {
  for (const id of ['x\r\nATTACH:http://evil.test/a', 'later', '', 'a'.repeat(64)]) {
    expect(
      restorePlanSchema.safeParse({ ...input(), startsAt: now.toISOString(), remind: '', id, isDone: false }).success,
    ).toBe(false)
    expect(planIdSchema.safeParse({ id }).success).toBe(false)
    expect(tickPlanSchema.safeParse({ id, isDone: true }).success).toBe(false)
    if (id !== '') expect(() => input({ id })).toThrow()
  }
})

test('tomorrow cannot be ticked off today', async () => {
  const viewer = await createViewer()
  const { id } = await savePlan(viewer, input({ date: '2026-11-26' }), now)
  await expect(tickPlan(viewer, { id, isDone: true }, now)).rejects.toMatchObject({ code: 'invalid' })
})

test('the feed opens with its secret only, and the old one dies with the new', async () => {
  const viewer = await createViewer()
  await savePlan(viewer, input(), now)
  const first = await replaceCalendarFeed(viewer, now)
  expect((await findCalendarFeed(first.secret, now))?.events.map(({ title }) => title)).toEqual(['Algebra'])
  const second = await replaceCalendarFeed(viewer, now)
  expect(await findCalendarFeed(first.secret, now)).toBeNull()
  expect(await findCalendarFeed(second.secret, now)).not.toBeNull()
  await endCalendarFeed(viewer)
  expect(await findCalendarFeed(second.secret, now)).toBeNull()
})

test('a reminder comes once, in time, and again when the plan moves', async () => {
  const viewer = await createViewer()
  const plan = { title: 'Reminded', remind: '10' }
  const { id } = await savePlan(viewer, input(plan), now)
  const told = async () =>
    (await db.select().from(notifications).where(eq(notifications.userId, viewer.id))).map(({ title }) => title)
  await remindOfPlans(new Date('2026-11-25T14:19Z'))
  expect(await told()).toEqual([])
  const due = new Date('2026-11-25T14:20Z')
  await Promise.all([remindOfPlans(due), remindOfPlans(due)])
  expect(await told()).toEqual(['Reminded starts at 14:30'])
  await savePlan(viewer, input({ ...plan, id, time: '15:00' }), due)
  await remindOfPlans(new Date('2026-11-25T14:51Z'))
  expect((await told()).length).toBe(2)
})

test('ten thousand plans of a runaway script are refused', async () => {
  const viewer = await createViewer()
  const row = (index: number) => ({
    id: `${viewer.id}-${index}`,
    userId: viewer.id,
    title: 'x',
    category: 'study' as const,
    startsAt: now,
    minutes: 5,
    day: '2026-11-25',
    createdAt: now,
    updatedAt: now,
  })
  await transaction(async (tx) => {
    for (let from = 0; from < 5_000; from += 500)
      await tx.insert(plannedSessions).values(Array.from({ length: 500 }, (_, index) => row(from + index)))
  })
  await expect(savePlan(viewer, input(), now)).rejects.toMatchObject({ code: 'invalid' })
})
