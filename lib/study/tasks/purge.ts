import 'server-only'
import { and, inArray, isNotNull, lt, ne, notExists, sql } from 'drizzle-orm'
import { db, transaction } from '@/db/client'
import { studySessions, tasks } from '@/db/schema'
import { after, dayMs } from '@/lib/time'

/** How long a deleted task can still be brought back. */
export const undoMs = 30 * dayMs
/** Tasks looked at in one run; the next run sees to the rest. */
const maxTasks = 500

/**
 * Forgets tasks deleted a month ago. Of one that was studied for, the name stays, because it is what the record of those
 * minutes says; its notes go. Answers how many rows changed. Safe to run twice at once.
 */
export async function purgeDeletedTasks(now: Date): Promise<number> {
  const isOld = and(isNotNull(tasks.deletedAt), lt(tasks.deletedAt, after(now, -undoMs)))
  const isUnstudied = notExists(
    db.select({ one: sql`1` }).from(studySessions).where(sql`${studySessions.taskId} = ${tasks.id}`),
  )
  const [unstudied, talkative] = await Promise.all([
    db.select({ id: tasks.id }).from(tasks).where(and(isOld, isUnstudied)).limit(maxTasks),
    db
      .select({ id: tasks.id })
      .from(tasks)
      .where(and(isOld, ne(tasks.notes, '')))
      .limit(maxTasks),
  ])
  if (unstudied.length + talkative.length === 0) return 0
  return transaction(async (tx) => {
    // Asked again inside: somebody may have brought one back in between.
    const emptied = await tx
      .update(tasks)
      .set({ notes: '' })
      .where(and(inArray(tasks.id, idsOf(talkative)), isOld))
      .returning({ id: tasks.id })
    const deleted = await tx
      .delete(tasks)
      .where(and(inArray(tasks.id, idsOf(unstudied)), isOld, isUnstudied))
      .returning({ id: tasks.id })
    return new Set([...emptied, ...deleted].map(({ id }) => id)).size
  })
}

const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)
