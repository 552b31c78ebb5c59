import 'server-only'
import { eq } from 'drizzle-orm'
import { type Tx, transaction } from '@/db/client'
import { goals } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { todayOf } from '@/lib/calendar/personal-days'
import { restMask } from '@/lib/study/earning/streak'
import type { SetGoalsInput, SetRestDaysInput } from './schemas'

type Kind = (typeof goals.$inferSelect)['kind']

/** Sets the goals from today's study day on. What held before stays in the history. 0 means no goal. */
export async function setGoals(viewer: Viewer, input: SetGoalsInput, now: Date): Promise<void> {
  await transaction(async (tx) => {
    await setFromToday(tx, viewer, 'weekly-minutes', input.weeklyHours * 60, now)
    await setFromToday(tx, viewer, 'daily-minutes', input.dailyMinutes, now)
    await setFromToday(tx, viewer, 'weekly-sessions', input.weeklySessions, now)
  })
}

/** Sets the weekdays on which not studying does not break a streak, from today on. */
export async function setRestDays(viewer: Viewer, { weekdays }: SetRestDaysInput, now: Date): Promise<void> {
  await transaction((tx) => setFromToday(tx, viewer, 'rest-weekdays', restMask(weekdays), now))
}

/** One row a kind and day; nothing when it would say what already holds. */
async function setFromToday(tx: Tx, viewer: Viewer, kind: Kind, target: number, now: Date): Promise<void> {
  const fromDay = todayOf(viewer, now)
  const rows = await tx.select().from(goals).where(eq(goals.userId, viewer.id))
  const held = rows
    .filter((goal) => goal.kind === kind && goal.fromDay <= fromDay)
    .sort((a, b) => (a.fromDay < b.fromDay ? 1 : -1))[0]
  if ((held?.target ?? 0) === target) return
  await tx
    .insert(goals)
    .values({ userId: viewer.id, kind, target, fromDay, createdAt: now })
    .onConflictDoUpdate({ target: [goals.userId, goals.kind, goals.fromDay], set: { target, createdAt: now } })
}
