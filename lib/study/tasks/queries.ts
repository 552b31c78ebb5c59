import 'server-only'
import { and, asc, desc, eq, gt, isNull } from 'drizzle-orm'
import type { Reader } from '@/db/client'
import { tasks } from '@/db/schema'
import { after, dayMs } from '@/lib/time'
import { byPosition, maxOpenTasks, type Task } from './rules'

/** How many of the finished tasks stay in sight, and for how long. */
const doneTasksShown = { count: 20, forMs: 2 * dayMs }

/** The columns of a task that its owner's browser gets. */
export const taskColumns = {
  id: tasks.id,
  name: tasks.name,
  notes: tasks.notes,
  priority: tasks.priority,
  dueDay: tasks.dueDay,
  estimatePomodoros: tasks.estimatePomodoros,
  actualPomodoros: tasks.actualPomodoros,
  position: tasks.position,
  activatedAt: tasks.activatedAt,
  completedAt: tasks.completedAt,
}

/** Open tasks in their order, then those finished lately, newest first. */
export async function listTasks(reader: Reader, person: { id: string }, now: Date): Promise<Task[]> {
  const mine = and(eq(tasks.userId, person.id), isNull(tasks.deletedAt))
  const open = await reader
    .select(taskColumns)
    .from(tasks)
    .where(and(mine, isNull(tasks.completedAt)))
    .orderBy(asc(tasks.position))
    .limit(maxOpenTasks)
  const done = await reader
    .select(taskColumns)
    .from(tasks)
    .where(and(mine, gt(tasks.completedAt, after(now, -doneTasksShown.forMs))))
    .orderBy(desc(tasks.completedAt))
    .limit(doneTasksShown.count)
  return [...open.map(toTask).sort(byPosition), ...done.map(toTask)]
}

type TaskRow = Omit<Task, 'isDone' | 'activatedAtMs'> & { activatedAt: Date | null; completedAt: Date | null }

/** A row as the browser gets it. */
export function toTask({ activatedAt, completedAt, ...task }: TaskRow): Task {
  return { ...task, activatedAtMs: activatedAt?.getTime() ?? null, isDone: completedAt !== null }
}
