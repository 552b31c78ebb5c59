import 'server-only'
import { and, asc, eq, gt, isNotNull, isNull, like, lte } from 'drizzle-orm'
import { type Tx, transaction } from '@/db/client'
import { notifications, plannedSessions, profiles } from '@/db/schema'
import { wallClock } from '@/lib/calendar/zone'
import { newId } from '@/lib/ids'
import { routes } from '@/lib/routes'
import { after, hourMs, minuteMs } from '@/lib/time'

const atOnce = 500
/** The earliest reminder comes an hour ahead. */
const horizonMs = hourMs

/**
 * Tells people about plans that begin soon, each once. The cron route calls it every minute; two calls at once tell
 * nobody twice. Answers how many were told.
 */
export async function remindOfPlans(now: Date): Promise<number> {
  return transaction(async (tx) => {
    const soon = await tx
      .select({
        id: plannedSessions.id,
        userId: plannedSessions.userId,
        title: plannedSessions.title,
        startsAt: plannedSessions.startsAt,
        before: plannedSessions.remindMinutesBefore,
        timeZone: profiles.timeZone,
      })
      .from(plannedSessions)
      .innerJoin(profiles, eq(profiles.userId, plannedSessions.userId))
      .where(
        and(
          isNull(plannedSessions.remindedAt),
          gt(plannedSessions.startsAt, after(now, -5 * minuteMs)),
          lte(plannedSessions.startsAt, after(now, horizonMs)),
          isNotNull(plannedSessions.remindMinutesBefore),
          isNull(plannedSessions.doneAt),
        ),
      )
      .orderBy(asc(plannedSessions.startsAt))
      .limit(atOnce)
    let told = 0
    for (const { before, ...plan } of soon)
      if (after(plan.startsAt, -(before ?? 0) * minuteMs) <= now && (await remind(tx, plan, now))) told++
    return told
  })
}

/** Names the plan as the cause of a reminder; its start too, for a plan that is moved reminds again. */
const reminderKey = (planId: string, startsAt: string) => `plan-soon:${planId}:${startsAt}`

/** Takes back the reminders of a plan that is deleted, or says something else by now. In the caller's transaction. */
export async function deleteReminders(tx: Tx, userId: string, planId: string): Promise<void> {
  const ofPlan = like(notifications.dedupeKey, reminderKey(planId, '%'))
  await tx.delete(notifications).where(and(eq(notifications.userId, userId), ofPlan))
}

async function remind(
  tx: Tx,
  plan: { id: string; userId: string; title: string; startsAt: Date; timeZone: string },
  now: Date,
): Promise<boolean> {
  const [taken] = await tx
    .update(plannedSessions)
    .set({ remindedAt: now })
    .where(and(eq(plannedSessions.id, plan.id), isNull(plannedSessions.remindedAt)))
    .returning({ id: plannedSessions.id })
  if (!taken) return false
  const wall = new Date(wallClock(plan.startsAt.getTime(), plan.timeZone)).toISOString()
  await tx
    .insert(notifications)
    .values({
      id: newId(),
      userId: plan.userId,
      kind: 'plan-soon',
      title: `${plan.title} starts at ${wall.slice(11, 16)}`,
      body: 'Your table is ready.',
      href: routes.planner({ day: wall.slice(0, 10) }),
      dedupeKey: reminderKey(plan.id, String(plan.startsAt.getTime())),
      createdAt: now,
    })
    .onConflictDoNothing()
  return true
}
