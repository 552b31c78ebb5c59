import 'server-only'
import { and, asc, eq, gt, isNotNull, lt, ne } from 'drizzle-orm'
import type { Reader, Tx } from '@/db/client'
import { studyPartners, studySessions } from '@/db/schema'
import type { Interval } from '@/lib/calendar/study-day'
import { lengthMs, type TimedSession } from '@/lib/study/session/intervals'
import { secondMs } from '@/lib/time'
import { sharedBy } from './partners'
import { type Difference, everybody, recountOf } from './recount'

/**
 * Recomputes who studied with whom from the sessions in rooms, and answers what differs. Only reads; with `fix`, what
 * differs is replaced, in a transaction a person. Holds the sessions of one person and of one of their rooms at a time.
 */
export async function recountPartners({ fix }: { fix: boolean }): Promise<Difference[]> {
  const differences: Difference[] = []
  for await (const userId of everybody())
    differences.push(
      ...(await recountOf({ find: (reader) => findDifferences(reader, userId), repair: repairPartners(userId), fix })),
    )
  return differences
}

const findDifferences = async (reader: Reader, userId: string): Promise<Difference[]> =>
  compare(userId, await readStored(reader, userId), await readTogether(reader, userId))

const readStored = (reader: Reader, userId: string) =>
  reader.select().from(studyPartners).where(eq(studyPartners.userId, userId))

/** Replaces the person's own rows; those of the others are theirs. Answers what differed. */
const repairPartners =
  (userId: string) =>
  async (tx: Tx): Promise<Difference[]> => {
    const expected = await readTogether(tx, userId)
    const differences = compare(userId, await readStored(tx, userId), expected)
    if (differences.length === 0) return []
    await tx.delete(studyPartners).where(eq(studyPartners.userId, userId))
    for (const [partnerId, { seconds, at }] of expected)
      await tx.insert(studyPartners).values({ userId, partnerId, togetherSeconds: seconds, lastTogetherAt: at })
    return differences
  }

type Attendance = TimedSession & { userId: string; roomId: string | null }

const attendance = {
  userId: studySessions.userId,
  roomId: studySessions.roomId,
  startedAt: studySessions.startedAt,
  endedAt: studySessions.endedAt,
  pauses: studySessions.pauses,
  activeMs: studySessions.activeMs,
}

/** Seconds by partner, and when they were last together. */
type Together = Map<string, { seconds: number; at: Date }>

async function readTogether(reader: Reader, userId: string): Promise<Together> {
  const own = await reader
    .select(attendance)
    .from(studySessions)
    .where(and(eq(studySessions.userId, userId), isNotNull(studySessions.roomId), eq(studySessions.type, 'focus')))
    .orderBy(asc(studySessions.startedAt))
  const shared = new Map<string, { intervals: Interval[]; at: Date }>()
  for (const roomId of new Set(own.map((session) => session.roomId ?? ''))) {
    const mine = own.filter((session) => session.roomId === roomId)
    addShared(shared, mine, await readOthers(reader, userId, roomId, mine))
  }
  return new Map(
    // Two people may share a moment in several rooms: it counts once.
    [...shared].map(([partnerId, { intervals, at }]) => [partnerId, { seconds: coveredMs(intervals) / secondMs, at }]),
  )
}

/** The focus of everybody else in the room, from the person's first session there to their last. */
function readOthers(
  reader: Reader,
  userId: string,
  roomId: string,
  mine: readonly Attendance[],
): Promise<Attendance[]> {
  const from = mine[0]?.startedAt ?? new Date(0)
  const to = new Date(Math.max(...mine.map(({ endedAt }) => endedAt.getTime())))
  return reader
    .select(attendance)
    .from(studySessions)
    .where(
      and(
        eq(studySessions.roomId, roomId),
        eq(studySessions.type, 'focus'),
        ne(studySessions.userId, userId),
        gt(studySessions.endedAt, from),
        lt(studySessions.startedAt, to),
      ),
    )
    .orderBy(asc(studySessions.startedAt))
}

/** Both lists by start: only neighbours in time can overlap. */
function addShared(
  shared: Map<string, { intervals: Interval[]; at: Date }>,
  mine: readonly Attendance[],
  others: readonly Attendance[],
): void {
  let next = 0
  let open: Attendance[] = []
  for (const one of mine) {
    for (let other = others[next]; other && other.startedAt < one.endedAt; other = others[++next]) open.push(other)
    // The person's own sessions begin one after the other: what is over by now shares nothing with a later one.
    open = open.filter(({ endedAt }) => endedAt > one.startedAt)
    for (const other of open) {
      const intervals = sharedBy(one, other)
      if (lengthMs(intervals) === 0) continue
      const at = new Date(Math.max(one.endedAt.getTime(), other.endedAt.getTime()))
      const known = shared.get(other.userId)
      shared.set(other.userId, {
        intervals: [...(known?.intervals ?? []), ...intervals],
        at: known && known.at > at ? known.at : at,
      })
    }
  }
}

/** How long the intervals are together, each moment once; there may be thousands. */
function coveredMs(intervals: readonly Interval[]): number {
  let [total, reached] = [0, Number.NEGATIVE_INFINITY]
  for (const { from, to } of [...intervals].sort((a, b) => a.from - b.from)) {
    total += Math.max(0, to - Math.max(from, reached))
    reached = Math.max(reached, to)
  }
  return total
}

function compare(userId: string, stored: (typeof studyPartners.$inferSelect)[], expected: Together): Difference[] {
  const known = new Map(stored.map(({ partnerId, togetherSeconds }) => [partnerId, togetherSeconds]))
  return [...new Set([...known.keys(), ...expected.keys()])]
    .filter((partnerId) => (known.get(partnerId) ?? 0) !== (expected.get(partnerId)?.seconds ?? 0))
    .map((partnerId) => ({
      userId,
      what: `seconds with ${partnerId}`,
      stored: known.get(partnerId),
      expected: expected.get(partnerId)?.seconds,
    }))
}
