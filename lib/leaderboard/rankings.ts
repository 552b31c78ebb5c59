import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { preferences, profiles, rankings } from '@/db/schema'
import { type DayGain, isListable, rankedGains } from './rules'

/** Adds what a session brought to the person's standing in each period. */
export async function addToRankings(
  tx: Tx,
  userId: string,
  isListed: boolean,
  changes: readonly DayGain[],
): Promise<void> {
  const minutes = rankedGains(changes)
  if (minutes.size === 0) return
  await tx
    .insert(rankings)
    .values([...minutes].map(([period, gained]) => ({ userId, period, minutes: gained, isListed })))
    .onConflictDoUpdate({
      target: [rankings.userId, rankings.period],
      set: { minutes: sql`${rankings.minutes} + excluded.minutes`, isListed },
    })
}

/**
 * Brings a person onto the boards or takes them off, after they verified their address or changed their mind about
 * being seen. Answers whether they are listed now.
 */
export async function refreshListing(tx: Tx, userId: string): Promise<boolean> {
  const [person] = await tx
    .select({ emailVerifiedAt: profiles.emailVerifiedAt, leaderboard: preferences.leaderboard })
    .from(profiles)
    .innerJoin(preferences, eq(preferences.userId, profiles.userId))
    .where(eq(profiles.userId, userId))
  const isListed = person !== undefined && isListable(person)
  await tx
    .update(rankings)
    .set({ isListed })
    .where(and(eq(rankings.userId, userId), eq(rankings.isListed, !isListed)))
  return isListed
}

/** Puts what was counted anew in the place of what a person's periods say. */
export async function replaceRankings(
  tx: Tx,
  userId: string,
  periods: readonly { period: string; minutes: number }[],
): Promise<void> {
  await tx.delete(rankings).where(eq(rankings.userId, userId))
  const rows = periods.map((row) => ({ ...row, userId, isListed: false }))
  if (rows.length > 0) await tx.insert(rankings).values(rows)
  await refreshListing(tx, userId)
}
