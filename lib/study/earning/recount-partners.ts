import 'server-only'
import { and, asc, eq, isNotNull } from 'drizzle-orm'
import { transaction } from '@/db/client'
import { studyPartners, studySessions } from '@/db/schema'
import type { Interval } from '@/lib/calendar/study-day'
import { lengthMs } from '@/lib/study/session/intervals'
import { secondMs } from '@/lib/time'
import { sharedBy } from './partners'
import type { Difference } from './recount'

type Attendance = {
  userId: string
  roomId: string | null
  startedAt: Date
  endedAt: Date
  pauses: { from: number; to: number | null }[]
  activeMs: number
}

/** Recomputes who studied with whom from the sessions in rooms, and answers what differs. With `fix`, replaces it. */
export async function recountPartners({ fix }: { fix: boolean }): Promise<Difference[]> {
  return transaction(async (tx) => {
    const attendances = await tx
      .select({
        userId: studySessions.userId,
        roomId: studySessions.roomId,
        startedAt: studySessions.startedAt,
        endedAt: studySessions.endedAt,
        pauses: studySessions.pauses,
        activeMs: studySessions.activeMs,
      })
      .from(studySessions)
      .where(and(isNotNull(studySessions.roomId), eq(studySessions.type, 'focus')))
      .orderBy(asc(studySessions.roomId), asc(studySessions.startedAt))
    const expected = together(attendances)
    const stored = await tx.select().from(studyPartners)
    const differences = compare(stored, expected)
    if (fix && differences.length > 0) {
      await tx.delete(studyPartners)
      for (const [key, { seconds, at }] of expected) {
        const [userId = '', partnerId = ''] = key.split(' ')
        await tx.insert(studyPartners).values({ userId, partnerId, togetherSeconds: seconds, lastTogetherAt: at })
      }
    }
    return differences
  })
}

type Together = Map<string, { seconds: number; at: Date }>

/** Seconds by `person partner`. `attendances` by room, then by start: only neighbours in time can overlap. */
function together(attendances: readonly Attendance[]): Together {
  const pairs = new Map<string, { shared: Interval[]; at: Date }>()
  let open: Attendance[] = []
  for (const one of attendances) {
    open = open.filter((other) => other.roomId === one.roomId && other.endedAt > one.startedAt)
    for (const other of open) {
      if (other.userId === one.userId) continue
      const shared = sharedBy(one, other)
      if (lengthMs(shared) === 0) continue
      const at = new Date(Math.max(one.endedAt.getTime(), other.endedAt.getTime()))
      const key = [one.userId, other.userId].sort().join(' ')
      const known = pairs.get(key)
      // Two people may share a moment in several rooms: it counts once.
      pairs.set(key, {
        shared: [...(known?.shared ?? []), ...shared],
        at: known && known.at > at ? known.at : at,
      })
    }
    open.push(one)
  }
  return new Map(
    [...pairs].flatMap(([key, { shared, at }]) => {
      const seconds = coveredMs(shared) / secondMs
      const [one, other] = key.split(' ')
      return [[key, { seconds, at }] as const, [`${other} ${one}`, { seconds, at }] as const]
    }),
  )
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

function compare(stored: (typeof studyPartners.$inferSelect)[], expected: Together): Difference[] {
  const known = new Map(stored.map((row) => [`${row.userId} ${row.partnerId}`, row.togetherSeconds]))
  return [...new Set([...known.keys(), ...expected.keys()])]
    .filter((key) => (known.get(key) ?? 0) !== (expected.get(key)?.seconds ?? 0))
    .map((key) => ({
      userId: key.split(' ')[0] ?? '',
      what: `seconds with ${key.split(' ')[1]}`,
      stored: known.get(key),
      expected: expected.get(key)?.seconds,
    }))
}
