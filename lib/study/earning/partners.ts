import 'server-only'
import { and, eq, gt, inArray, lt, ne, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { studyPartners, studySessions, userAchievements } from '@/db/schema'
import { sumOf } from '@/db/sql'
import type { Interval } from '@/lib/calendar/study-day'
import {
  activeIntervals,
  common,
  inSeconds,
  lengthMs,
  merged,
  type TimedSession,
  without,
} from '@/lib/study/session/intervals'
import { secondMs } from '@/lib/time'
import { type AchievementCounts, newlyReached } from './achievements'
import { awardOutsideSession } from './awarding'

/** From here on somebody is a study partner. */
const partnerSeconds = 10 * 60

const timeOf = {
  startedAt: studySessions.startedAt,
  endedAt: studySessions.endedAt,
  pauses: studySessions.pauses,
  activeMs: studySessions.activeMs,
}

/** A focus session of the person themselves, and the room it was in, if it was in one. */
export type OwnSession = TimedSession & { roomId: string | null }

/** This person's other focus sessions that ran at the same time as `session`: those moments are paid for already. */
export function otherOwnSessions(
  tx: Tx,
  session: TimedSession & { id: string; userId: string },
): Promise<OwnSession[]> {
  return tx
    .select({ roomId: studySessions.roomId, ...timeOf })
    .from(studySessions)
    .where(
      and(
        eq(studySessions.userId, session.userId),
        eq(studySessions.type, 'focus'),
        ne(studySessions.id, session.id),
        gt(studySessions.endedAt, session.startedAt),
        lt(studySessions.startedAt, session.endedAt),
      ),
    )
}

/**
 * Notes the time shared with everybody who focused in the same room. Two people share each moment once, however many
 * rooms they sit in at the same time: what their other sessions shared already is left out. `own` are the person's other
 * recorded focus sessions that ran meanwhile. The caller holds the room. Answers the ids of the others.
 */
export async function recordPartners(
  tx: Tx,
  session: TimedSession & { userId: string; roomId: string },
  own: readonly OwnSession[],
): Promise<string[]> {
  const here = await attendances(tx, session, [session.roomId])
  if (here.length === 0) return []
  const elsewhere = own.flatMap(({ roomId }) => (roomId ? [roomId] : []))
  const there = elsewhere.length > 0 ? await attendances(tx, session, [...new Set(elsewhere)]) : []
  const seconds = new Map<string, number>()
  for (const partnerId of new Set(here.map(({ userId }) => userId))) {
    const theirs = (sessions: readonly Attendance[]) => sessions.filter(({ userId }) => userId === partnerId)
    const known = own.flatMap((mine) =>
      theirs(there).flatMap((other) => (other.roomId === mine.roomId ? sharedBy(mine, other) : [])),
    )
    const shared = merged(theirs(here).flatMap((other) => sharedBy(session, other)))
    const more = lengthMs(without(shared, known)) / secondMs
    if (more > 0) seconds.set(partnerId, more)
  }
  if (seconds.size > 0) await addTogether(tx, session, seconds)
  return [...seconds.keys()]
}

type Attendance = TimedSession & { userId: string; roomId: string | null }

/** The focus sessions of others in these rooms while `session` ran. */
function attendances(tx: Tx, session: TimedSession & { userId: string }, roomIds: string[]): Promise<Attendance[]> {
  return tx
    .select({ userId: studySessions.userId, roomId: studySessions.roomId, ...timeOf })
    .from(studySessions)
    .where(
      and(
        inArray(studySessions.roomId, roomIds),
        eq(studySessions.type, 'focus'),
        ne(studySessions.userId, session.userId),
        gt(studySessions.endedAt, session.startedAt),
        lt(studySessions.startedAt, session.endedAt),
      ),
    )
}

/** When both were at it, in whole seconds. */
export const sharedBy = (some: TimedSession, other: TimedSession): Interval[] =>
  common(inSeconds(activeIntervals(some)), inSeconds(activeIntervals(other)))

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
export async function partnersOf(
  reader: Pick<Tx, 'select'>,
  userIds: string[],
): Promise<Map<string, AchievementCounts>> {
  if (userIds.length === 0) return new Map()
  const isPartner = sql`case when ${studyPartners.togetherSeconds} >= ${partnerSeconds} then 1 else 0 end`
  const rows = await reader
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
export async function awardPartnerAchievements(
  tx: Tx,
  { partnerIds, day, now }: { partnerIds: string[]; day: string; now: Date },
  countsByPerson: ReadonlyMap<string, AchievementCounts>,
): Promise<void> {
  if (partnerIds.length === 0) return
  const rows = await tx
    .select({ userId: userAchievements.userId, id: userAchievements.achievementId })
    .from(userAchievements)
    .where(inArray(userAchievements.userId, partnerIds))
  for (const userId of [...partnerIds].sort()) {
    const owned = new Set(rows.filter((row) => row.userId === userId).map(({ id }) => id))
    const counts = countsByPerson.get(userId) ?? {}
    if (newlyReached(counts, 0, owned).reached.length > 0) await awardOutsideSession(tx, { userId, day, now }, counts)
  }
}
