import 'server-only'
import { and, eq, ne, sql } from 'drizzle-orm'
import { type Tx, transaction } from '@/db/client'
import { goals, preferences, users } from '@/db/schema'
import { asciiLookAlikes, lookAlikeKey } from '@/lib/accounts/rules'
import type { Viewer } from '@/lib/accounts/viewer'
import { todayOf } from '@/lib/calendar/personal-days'
import { fieldError } from '@/lib/errors'
import { refreshListing } from '@/lib/leaderboard/rankings'
import { restMask } from '@/lib/study/earning/streak'
import type { SetGoalsInput, SetLeaderboardInput, SetRestDaysInput } from './schemas'

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

/**
 * Sets how the viewer stands on leaderboards, at once and everywhere.
 * @throws AppError beside the alias when it reads like the username of somebody else.
 */
export async function setLeaderboard(viewer: Viewer, input: SetLeaderboardInput, now: Date): Promise<void> {
  await transaction(async (tx) => {
    if (input.alias !== '' && (await isSomebodyElse(tx, viewer, input.alias)))
      throw fieldError('alias', 'Someone here has this name. Please choose another.')
    await tx
      .update(preferences)
      .set({
        leaderboard: input.visibility,
        ...(input.alias !== '' && { leaderboardAlias: input.alias }),
        updatedAt: now,
      })
      .where(eq(preferences.userId, viewer.id))
    await refreshListing(tx, viewer.id)
  })
}

/** Is there another person whose username looks like this? Usernames are ASCII, so SQL can fold them. */
async function isSomebodyElse(tx: Tx, viewer: Viewer, alias: string): Promise<boolean> {
  const plain = sql`replace(replace(${users.usernameKey}, '_', ''), '.', '')`
  const key = asciiLookAlikes.reduce((text, [alike, letter]) => sql`replace(${text}, ${alike}, ${letter})`, plain)
  const [found] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(ne(users.id, viewer.id), sql`${key} = ${lookAlikeKey(alias)}`))
    .limit(1)
  return found !== undefined
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

/** Brings the viewer onto the boards, or takes them off, when something else (a verified address) has changed. */
export async function refreshMyListing(viewer: Viewer): Promise<void> {
  await transaction((tx) => refreshListing(tx, viewer.id))
}
