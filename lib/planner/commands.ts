import 'server-only'
import { and, eq } from 'drizzle-orm'
import { type Tx, transaction } from '@/db/client'
import { calendarFeeds, plannedSessions } from '@/db/schema'
import { countAll } from '@/db/sql'
import type { Viewer } from '@/lib/accounts/viewer'
import { todayOf } from '@/lib/calendar/personal-days'
import { studyDayOf } from '@/lib/calendar/study-day'
import { firstInstantAt, wallClock } from '@/lib/calendar/zone'
import { AppError } from '@/lib/errors'
import { hashSecret, newId, newSecret } from '@/lib/ids'
import { type Awarded, awardOutsideSession } from '@/lib/study/earning/awarding'
import { planProgress } from '@/lib/study/earning/plan-progress'
import { deleteReminders } from './reminders'
import type { RestorePlanInput, SavePlanInput } from './schemas'

const nothing: Awarded = { achievements: [], levelReached: null }

/** Nobody plans more than this; a runaway script would. */
const maxPlans = 5_000

/**
 * Adds a plan, or changes the one with `input.id`. The time is the one on the person's wall; one that the clock skips
 * becomes the moment it jumps to, and one that it reads twice the first of the two. A changed time reminds again; a plan moved to a later day is open again.
 * @throws AppError `not-found` for a plan that is not the viewer's.
 */
export async function savePlan(viewer: Viewer, input: SavePlanInput, now: Date): Promise<{ id: string }> {
  return transaction(async (tx) => {
    if (input.id !== '') return changePlan(tx, viewer, input, now)
    const id = newId()
    const plan = columnsOf(viewer, input, instantOnWall(viewer, input), now)
    await addPlan(tx, { ...plan, id, userId: viewer.id, createdAt: now })
    return { id }
  })
}

/** Date and time as a form has them. */
type Wall = Pick<SavePlanInput, 'date' | 'time'>

const instantOnWall = (viewer: Viewer, { date, time }: Wall): Date =>
  new Date(firstInstantAt(Date.parse(`${date}T${time}:00Z`), viewer.timeZone))

/** Does the viewer's clock read that at the instant? In an hour that it reads twice, it does at two of them. */
function reads(viewer: Viewer, at: Date, { date, time }: Wall): boolean {
  return new Date(wallClock(at.getTime(), viewer.timeZone)).toISOString().startsWith(`${date}T${time}`)
}

function columnsOf(viewer: Viewer, input: Omit<SavePlanInput, 'id' | keyof Wall>, startsAt: Date, now: Date) {
  return {
    title: input.title,
    category: input.category,
    notes: input.notes,
    startsAt,
    minutes: input.minutes,
    day: studyDayOf(viewer, startsAt),
    remindMinutesBefore: input.remind,
    updatedAt: now,
  }
}

/** The study day to which the viewer's clocks say that an instant belongs. */

async function addPlan(tx: Tx, plan: typeof plannedSessions.$inferInsert): Promise<void> {
  const [existing] = await tx
    .select({ count: countAll() })
    .from(plannedSessions)
    .where(eq(plannedSessions.userId, plan.userId))
  if ((existing?.count ?? 0) >= maxPlans)
    throw new AppError('invalid', 'Your calendar is full. Delete some old plans first.')
  // A plan brought back twice is there once.
  await tx.insert(plannedSessions).values(plan).onConflictDoNothing()
}

async function changePlan(tx: Tx, viewer: Viewer, input: SavePlanInput, now: Date): Promise<{ id: string }> {
  const { id } = input
  const mine = and(eq(plannedSessions.id, id), eq(plannedSessions.userId, viewer.id))
  const [before] = await tx
    .select({ startsAt: plannedSessions.startsAt, title: plannedSessions.title })
    .from(plannedSessions)
    .where(mine)
  if (!before) throw new AppError('not-found')
  // Date and time as they were: the plan stays, also where the form cannot say which of two instants it means.
  const startsAt = reads(viewer, before.startsAt, input) ? before.startsAt : instantOnWall(viewer, input)
  const plan = columnsOf(viewer, input, startsAt, now)
  if (before.title !== plan.title) await deleteReminders(tx, viewer.id, id)
  const isMoved = before.startsAt.getTime() !== plan.startsAt.getTime()
  const dayBefore = studyDayOf(viewer, before.startsAt)
  await tx
    .update(plannedSessions)
    .set({
      ...plan,
      ...(isMoved && { remindedAt: null }),
      // What is moved to another day is planned anew for it.
      ...(plan.day !== dayBefore && { createdAt: plan.updatedAt }),
      ...(plan.day > dayBefore && { doneAt: null }),
    })
    .where(mine)
  return { id }
}

/** Takes a plan away; `restorePlan` brings it back. @throws AppError `not-found` for a plan that is not the viewer's. */
export async function removePlan(viewer: Viewer, id: string): Promise<void> {
  const gone = await transaction(async (tx) => {
    await deleteReminders(tx, viewer.id, id)
    return tx
      .delete(plannedSessions)
      .where(and(eq(plannedSessions.id, id), eq(plannedSessions.userId, viewer.id)))
      .returning({ id: plannedSessions.id })
  })
  if (gone.length === 0) throw new AppError('not-found')
}

/**
 * Undoes `removePlan`: the same plan under the same id, so that calendars and reminders know it again. It earns nothing,
 * was made now as far as badges go (what the browser sends proves nothing), and a plan of a later day comes back open.
 */
export async function restorePlan(viewer: Viewer, input: RestorePlanInput, now: Date): Promise<void> {
  const plan = columnsOf(viewer, input, input.startsAt, now)
  const isDone = input.isDone && plan.day <= studyDayOf(viewer, now)
  await transaction((tx) =>
    addPlan(tx, { ...plan, id: input.id, userId: viewer.id, createdAt: now, doneAt: isDone ? now : null }),
  )
}

/**
 * Ticks a plan off, or takes the tick back; answers what that brought. A plan of a later day cannot be done yet. The day is
 * the one on the clocks of now: a plan keeps its instant when the person or their day start moves.
 */
export async function tickPlan(
  viewer: Viewer,
  { id, isDone }: { id: string; isDone: boolean },
  now: Date,
): Promise<Awarded> {
  const today = studyDayOf(viewer, now)
  return transaction(async (tx) => {
    const mine = and(eq(plannedSessions.id, id), eq(plannedSessions.userId, viewer.id))
    const [plan] = await tx
      .select({ startsAt: plannedSessions.startsAt, doneAt: plannedSessions.doneAt })
      .from(plannedSessions)
      .where(mine)
    if (!plan) throw new AppError('not-found')
    if (isDone && studyDayOf(viewer, plan.startsAt) > today)
      throw new AppError('invalid', 'That one is still ahead of you.')
    if (isDone === (plan.doneAt !== null)) return nothing
    await tx
      .update(plannedSessions)
      .set({ doneAt: isDone ? now : null, day: todayOf(viewer, plan.startsAt), updatedAt: now })
      .where(mine)
    if (!isDone) return nothing
    return awardOutsideSession(tx, { userId: viewer.id, day: today, now }, await planProgress(tx, viewer.id))
  })
}

/** Makes the viewer's private calendar address, and ends the one before. Only its hash is kept: it is shown once. */
export async function replaceCalendarFeed(viewer: Viewer, now: Date): Promise<{ secret: string }> {
  const secret = newSecret()
  const set = { tokenHash: hashSecret(secret), createdAt: now }
  await transaction((tx) =>
    tx
      .insert(calendarFeeds)
      .values({ userId: viewer.id, ...set })
      .onConflictDoUpdate({ target: calendarFeeds.userId, set }),
  )
  return { secret }
}

/** Ends the private calendar address. */
export async function endCalendarFeed(viewer: Viewer): Promise<void> {
  await transaction((tx) => tx.delete(calendarFeeds).where(eq(calendarFeeds.userId, viewer.id)))
}
