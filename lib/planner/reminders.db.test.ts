import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { notifications } from '@/db/schema'
import { createViewer } from '@/lib/testing/people'
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
