import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db, transaction } from '@/db/client'
import { notifications, plannedSessions } from '@/db/schema'
import { createViewer } from '@/lib/testing/people'
import { study } from '@/lib/testing/study'
import { endCalendarFeed, removePlan, replaceCalendarFeed, restorePlan, savePlan, tickPlan } from './commands'
import { findCalendarFeed, getPlanner } from './queries'
import { remindOfPlans } from './reminders'
import { restorePlanSchema, savePlanSchema } from './schemas'

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
  const whole = restorePlanSchema.parse({ ...input(told), remind: '30', id, isDone: true })
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
    ...input({ date: '2026-11-26' }),
    remind: '',
    id: '01926b3e-7a10-7cc0-8000-000000000001',
    isDone: true,
  })
  await restorePlan(viewer, tomorrow, now)
  const [row] = await db.select().from(plannedSessions).where(eq(plannedSessions.userId, viewer.id))
  expect(row?.doneAt).toBeNull()
})

test('a tick alone earns nothing; planned and studied earns the badge, whichever comes first', async () => {
  const [ticksFirst, studiesFirst] = await Promise.all([createViewer(), createViewer()])
  const startedAt = new Date('2026-11-25T10:00Z')
  const nothing = { achievements: [], levelReached: null }
  const one = await savePlan(ticksFirst, input(), now)
  expect(await tickPlan(ticksFirst, { id: one.id, isDone: true }, now)).toEqual(nothing)
  const earned = await study({ userId: ticksFirst.id, startedAt })
  expect(earned.achievements.map(({ id }) => id)).toContain('first-plan')
  await study({ userId: studiesFirst.id, startedAt })
  const two = await savePlan(studiesFirst, input(), now)
  const { achievements, levelReached } = await tickPlan(studiesFirst, { id: two.id, isDone: true }, now)
  expect(achievements.map(({ id }) => id)).toEqual(['first-plan'])
  // 25 minutes and two badges of 50 XP.
  expect(levelReached).toBe(2)
  expect(await tickPlan(studiesFirst, { id: two.id, isDone: true }, now)).toEqual(nothing)
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
