import 'server-only'
import { and, asc, eq, gt, isNull, like, lte, or } from 'drizzle-orm'
import { db, type Tx, transaction } from '@/db/client'
import { notifications, plannedSessions, profiles } from '@/db/schema'
import { wallClock } from '@/lib/calendar/zone'
import { notify, withdrawNotices } from '@/lib/notifications/notify'
import { routes } from '@/lib/routes'
import { after, minuteMs } from '@/lib/time'
import { reminders } from './rules'

/** Plans in one transaction: on SQLite nobody else writes meanwhile. */
const batch = 50
/** Transactions in one run; the next run, a minute later, sees to the rest. */
const maxBatches = 20
/** A reminder that is late by more than this says nothing any more. */
const maxLateMs = 5 * minuteMs

/**
 * Tells people about plans that begin soon, each once, and those who switched that off not at all. The cron route calls it
 * every minute; of two calls at once one takes each plan. Answers for how many plans the time had come.
 */
export async function remindOfPlans(now: Date): Promise<number> {
  let taken = 0
  for (let round = 0; round < maxBatches; round++) {
    const due = await listDue(now)
    if (due.length === 0) return taken
    taken += await transaction((tx) => remindOf(tx, due, now))
    if (due.length < batch) return taken
  }
  return taken
}

type DuePlan = Awaited<ReturnType<typeof listDue>>[number]

/** The plans whose reminder is due and not given yet, the earliest first. */
function listDue(now: Date) {
  const { startsAt, remindMinutesBefore } = plannedSessions
  // Instants are not added up alike in both dialects, and there are only so many choices.
  const isTime = reminders.map((minutes) =>
    and(eq(remindMinutesBefore, minutes), lte(startsAt, after(now, minutes * minuteMs))),
  )
  return db
    .select({
      id: plannedSessions.id,
      userId: plannedSessions.userId,
      title: plannedSessions.title,
      startsAt,
      timeZone: profiles.timeZone,
    })
    .from(plannedSessions)
    .innerJoin(profiles, eq(profiles.userId, plannedSessions.userId))
    .where(
      and(
        isNull(plannedSessions.remindedAt),
        gt(startsAt, after(now, -maxLateMs)),
        lte(startsAt, after(now, Math.max(...reminders) * minuteMs)),
        or(...isTime),
        isNull(plannedSessions.doneAt),
      ),
    )
    .orderBy(asc(startsAt), asc(plannedSessions.id))
    .limit(batch)
}

async function remindOf(tx: Tx, plans: readonly DuePlan[], now: Date): Promise<number> {
  let taken = 0
  for (const plan of plans) if (await remind(tx, plan, now)) taken++
  return taken
}

/** Names the plan as the cause of a reminder; its start too, for a plan that is moved reminds again. */
const reminderKey = (planId: string, startsAt: string) => `plan-soon:${planId}:${startsAt}`

/** Takes back the reminders of a plan that is deleted, or says something else by now. In the caller's transaction. */
export async function deleteReminders(tx: Tx, userId: string, planId: string): Promise<void> {
  const ofPlan = like(notifications.dedupeKey, reminderKey(planId, '%'))
  await withdrawNotices(tx, and(eq(notifications.userId, userId), ofPlan))
}

/** Takes the plan, so that nobody else reminds of it, and tells its person. False when it was taken already. */
async function remind(tx: Tx, plan: DuePlan, now: Date): Promise<boolean> {
  const [taken] = await tx
    .update(plannedSessions)
    .set({ remindedAt: now })
    .where(
      and(
        eq(plannedSessions.id, plan.id),
        // Moved or done since it was read: it is no longer this reminder.
        eq(plannedSessions.startsAt, plan.startsAt),
        isNull(plannedSessions.remindedAt),
        isNull(plannedSessions.doneAt),
      ),
    )
    .returning({ title: plannedSessions.title })
  if (!taken) return false
  const wall = new Date(wallClock(plan.startsAt.getTime(), plan.timeZone)).toISOString()
  await notify(
    tx,
    [plan.userId],
    {
      kind: 'plan-soon',
      title: `${taken.title} starts at ${wall.slice(11, 16)}`,
      body: 'Your table is ready.',
      href: routes.planner({ day: wall.slice(0, 10) }),
      dedupeKey: reminderKey(plan.id, String(plan.startsAt.getTime())),
    },
    now,
  )
  return true
}
