import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db, transaction } from '@/db/client'
import { notificationSettings, notifications, plannedSessions } from '@/db/schema'
import { newId } from '@/lib/ids'
import { createViewer } from '@/lib/testing/people'
import { queriesOf } from '@/lib/testing/queries'
import { after, minuteMs } from '@/lib/time'
import { removePlan, savePlan } from './commands'
import { remindOfPlans } from './reminders'
import { savePlanSchema } from './schemas'

const due = new Date('2026-11-25T14:20Z')
const input = (some: Record<string, string>) =>
  savePlanSchema.parse({ category: 'study', date: '2026-11-25', time: '14:30', minutes: '60', remind: '10', ...some })

test('a reminder goes with its plan, and with words that were taken back', async () => {
  const viewer = await createViewer()
  const [renamed, deleted, kept] = await Promise.all(
    ['Renamed', 'Deleted', 'Kept'].map((title) => savePlan(viewer, input({ title }), due)),
  )
  await remindOfPlans(due)
  await savePlan(viewer, input({ title: 'Something else', id: renamed?.id ?? '' }), due)
  await removePlan(viewer, deleted?.id ?? '')
  await savePlan(viewer, input({ title: 'Kept', id: kept?.id ?? '', notes: 'more' }), due)
  const told = await db.select().from(notifications).where(eq(notifications.userId, viewer.id))
  expect(told.map(({ title }) => title)).toEqual(['Kept starts at 14:30'])
})

/** Straight into the calendar: plans that begin a minute after each other, the first one at the moment given. */
async function plan(userId: string, count: number, from: Date, remindMinutesBefore = 10): Promise<void> {
  const row = { userId, title: 'Plan', category: 'study' as const, minutes: 25, day: '2026-11-25', remindMinutesBefore }
  const at = { createdAt: due, updatedAt: due }
  await transaction((tx) =>
    tx
      .insert(plannedSessions)
      .values(Array.from({ length: count }, (_, n) => ({ ...row, ...at, id: newId(), startsAt: after(from, n) }))),
  )
}
const toldTo = (userId: string) => db.$count(notifications, eq(notifications.userId, userId))

test('two crons at once remind of more plans than a transaction holds, of each once', async () => {
  const viewer = await createViewer()
  await plan(viewer.id, 120, after(due, minuteMs))
  const counts = await Promise.all([remindOfPlans(due), remindOfPlans(due)])
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(120)
  expect(await toldTo(viewer.id)).toBe(120)
  expect(await remindOfPlans(due)).toBe(0)
})

test('plans are taken in transactions of fifty', async () => {
  const viewer = await createViewer()
  await plan(viewer.id, 51, after(due, minuteMs))
  const queries = await queriesOf(() => remindOfPlans(due))
  const lists = queries.flatMap((query, at) => (/^select .* from "planned_sessions"/.test(query) ? [at] : []))
  expect(lists).toHaveLength(2)
  const between = queries.slice(lists[0], lists[1]).filter((query) => query.startsWith('update "planned_sessions"'))
  expect(between).toHaveLength(50)
})

test('many plans that are not due yet hold up none that is', async () => {
  const [early, late] = [await createViewer(), await createViewer()]
  await plan(early.id, 600, after(due, 20 * minuteMs), 5)
  await plan(late.id, 1, after(due, 50 * minuteMs), 60)
  expect(await remindOfPlans(due)).toBe(1)
  expect(await toldTo(late.id)).toBe(1)
})

test('who switched reminders off is not told, also not when they switch them on again', async () => {
  const viewer = await createViewer()
  await plan(viewer.id, 1, after(due, minuteMs))
  const off = { userId: viewer.id, kind: 'plan-soon' as const, inApp: false }
  await transaction((tx) => tx.insert(notificationSettings).values(off))
  await remindOfPlans(due)
  await transaction((tx) => tx.delete(notificationSettings).where(eq(notificationSettings.userId, viewer.id)))
  await remindOfPlans(due)
  expect(await toldTo(viewer.id)).toBe(0)
})
