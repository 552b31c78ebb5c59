import 'server-only'
import { and, eq, gt, inArray, lt, ne, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { studyPartners, studySessions, userAchievements } from '@/db/schema'
import { sumOf } from '@/db/sql'
import { secondMs } from '@/lib/time'
import { newlyReached, type Standing } from './achievements'
import { awardOutsideSession } from './awarding'
import { activeIntervals, overlapMs, type Span } from './intervals'

/** From here on somebody is a study partner. */
export const partnerSeconds = 10 * 60

const spanOf = {
  startedAt: studySessions.startedAt,
  endedAt: studySessions.endedAt,
  pauses: studySessions.pauses,
  activeMs: studySessions.activeMs,
}

/**
 * Notes the time shared with everybody who focused in the same room: for each pair of sessions their overlap, once, by
 * whichever is recorded later. The caller holds the room. Answers the ids of the others.
 */
export async function noteCompany(tx: Tx, session: Span & { userId: string; roomId: string }): Promise<string[]> {
  const others = await tx
    .select({ userId: studySessions.userId, ...spanOf })
    .from(studySessions)
    .where(
      and(
        eq(studySessions.roomId, session.roomId),
        eq(studySessions.type, 'focus'),
        ne(studySessions.userId, session.userId),
        gt(studySessions.endedAt, session.startedAt),
        lt(studySessions.startedAt, session.endedAt),
      ),
    )
  const mine = activeIntervals(session)
  const seconds = new Map<string, number>()
  for (const other of others) {
    const shared = Math.floor(overlapMs(mine, activeIntervals(other)) / secondMs)
    if (shared > 0) seconds.set(other.userId, (seconds.get(other.userId) ?? 0) + shared)
  }
  if (seconds.size > 0) await addTogether(tx, session, seconds)
  return [...seconds.keys()]
}

async function addTogether(
  tx: Tx,
  { userId, endedAt }: { userId: string; endedAt: Date },
  seconds: ReadonlyMap<string, number>,
): Promise<void> {
  const rows = [...seconds]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([partnerId, togetherSeconds]) => [
      { userId, partnerId, togetherSeconds, lastTogetherAt: endedAt },
      { userId: partnerId, partnerId: userId, togetherSeconds, lastTogetherAt: endedAt },
    ])
  const isLater = sql`excluded.last_together_at > ${studyPartners.lastTogetherAt}`
  await tx
    .insert(studyPartners)
    .values(rows)
    .onConflictDoUpdate({
      target: [studyPartners.userId, studyPartners.partnerId],
      set: {
        togetherSeconds: sql`${studyPartners.togetherSeconds} + excluded.together_seconds`,
        lastTogetherAt: sql`case when ${isLater} then excluded.last_together_at else ${studyPartners.lastTogetherAt} end`,
      },
    })
}

/** What people have reached in company, by person. */
export async function companyOf(tx: Tx, userIds: string[]): Promise<Map<string, Standing>> {
  if (userIds.length === 0) return new Map()
  const isPartner = sql`case when ${studyPartners.togetherSeconds} >= ${partnerSeconds} then 1 else 0 end`
  const rows = await tx
    .select({
      userId: studyPartners.userId,
      partners: sumOf(isPartner),
      minutes: sql<number>`cast(sum(${studyPartners.togetherSeconds}) / 60 as integer)`,
    })
    .from(studyPartners)
    .where(inArray(studyPartners.userId, userIds))
    .groupBy(studyPartners.userId)
  return new Map(rows.map(({ userId, partners, minutes }) => [userId, { partners, 'together-minutes': minutes }]))
}

/** Awards to the others what the shared time made them reach: their sessions were recorded earlier. */
export async function awardCompany(
  tx: Tx,
  { partnerIds, day, now }: { partnerIds: string[]; day: string; now: Date },
  standings: ReadonlyMap<string, Standing>,
): Promise<void> {
  if (partnerIds.length === 0) return
  const rows = await tx
    .select({ userId: userAchievements.userId, id: userAchievements.achievementId })
    .from(userAchievements)
    .where(inArray(userAchievements.userId, partnerIds))
  for (const userId of [...partnerIds].sort()) {
    const owned = new Set(rows.filter((row) => row.userId === userId).map(({ id }) => id))
    const standing = standings.get(userId) ?? {}
    if (newlyReached(standing, 0, owned).reached.length > 0)
      await awardOutsideSession(tx, { userId, day, now }, standing)
  }
}
