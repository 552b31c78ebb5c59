import 'server-only'
import { and, eq, gte, isNotNull, lt, ne, sql } from 'drizzle-orm'
import type { Reader, Tx } from '@/db/client'
import { plannedSessions, studyDays } from '@/db/schema'
import type { AchievementCounts } from './achievements'
import { countingMs } from './streak'

/**
 * What the person has reached by planning: days with a plan ticked off on which they really studied. A tick alone earns
 * nothing, and neither does a plan that was made when its day had begun.
 */
export async function planProgress(reader: Pick<Tx, 'select'> | Reader, userId: string): Promise<AchievementCounts> {
  const [row] = await reader
    .select({ days: sql<number>`cast(count(distinct ${plannedSessions.day}) as integer)` })
    .from(plannedSessions)
    .innerJoin(studyDays, and(eq(studyDays.userId, plannedSessions.userId), eq(studyDays.day, plannedSessions.day)))
    .where(
      and(
        eq(plannedSessions.userId, userId),
        isNotNull(plannedSessions.doneAt),
        ne(plannedSessions.category, 'break'),
        gte(studyDays.focusMs, countingMs),
        lt(plannedSessions.createdAt, studyDays.startsAt),
      ),
    )
  return { 'plans-done': row?.days ?? 0 }
}
