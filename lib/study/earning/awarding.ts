import 'server-only'
import { eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { type Earned, studyTotals, userAchievements, xpEntries } from '@/db/schema'
import { type AchievementCounts, newlyReached } from './achievements'
import { levelOf } from './xp'

/** The totals of a person, held by this transaction until it ends: whoever earns for the same person waits. */
export type Totals = typeof studyTotals.$inferSelect

/** Takes the person's totals, making them at the first time. `updatedAt` is when something was last recorded. */
export async function lockTotals(tx: Tx, userId: string, now: Date): Promise<Totals> {
  const [totals] = await tx
    .insert(studyTotals)
    .values({ userId, updatedAt: now })
    .onConflictDoUpdate({ target: studyTotals.userId, set: { updatedAt: sql`${studyTotals.updatedAt}` } })
    .returning()
  if (!totals) throw new Error('An upsert answered no row.')
  return totals
}

/** Why something is awarded, for the ledger. */
export type Occasion = { userId: string; sessionId: string | null; day: string; now: Date }

/**
 * Unlocks what `counts` and `xp` have reached and pays its bonuses into the ledger. The caller holds the totals and
 * stores the XP that comes back.
 */
export async function awardAchievements(
  tx: Tx,
  { userId, sessionId, day, now }: Occasion,
  counts: AchievementCounts,
  xp: number,
): Promise<{ achievements: Earned['achievements']; xp: number }> {
  const owned = await tx
    .select({ id: userAchievements.achievementId })
    .from(userAchievements)
    .where(eq(userAchievements.userId, userId))
  const result = newlyReached(counts, xp, new Set(owned.map(({ id }) => id)))
  if (result.reached.length > 0) {
    await tx
      .insert(userAchievements)
      .values(result.reached.map(({ id }) => ({ userId, achievementId: id, unlockedAt: now, sessionId })))
    await tx.insert(xpEntries).values(
      result.reached.map((achievement) => ({
        userId,
        reason: 'achievement' as const,
        sourceId: achievement.id,
        day,
        amount: achievement.xp,
        createdAt: now,
      })),
    )
  }
  const achievements = result.reached.map((achievement) => ({
    id: achievement.id,
    name: achievement.name,
    description: achievement.description,
    icon: achievement.icon,
    xp: achievement.xp,
  }))
  return { achievements, xp: result.xp }
}

/** What was reached outside of a session. `levelReached` is null unless the bonuses brought a new level. */
export type Awarded = { achievements: Earned['achievements']; levelReached: number | null }

/** The same for what is reached outside of a session (a plan done, company): takes and stores the totals itself. */
export async function awardOutsideSession(
  tx: Tx,
  occasion: Omit<Occasion, 'sessionId'>,
  counts: AchievementCounts,
): Promise<Awarded> {
  const totals = await lockTotals(tx, occasion.userId, occasion.now)
  const { achievements, xp } = await awardAchievements(tx, { ...occasion, sessionId: null }, counts, totals.xp)
  const level = levelOf(xp)
  if (achievements.length > 0)
    await tx.update(studyTotals).set({ xp, level }).where(eq(studyTotals.userId, occasion.userId))
  return { achievements, levelReached: level > levelOf(totals.xp) ? level : null }
}
