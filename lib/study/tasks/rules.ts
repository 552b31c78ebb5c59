/** Tasks as a list: their order and what may stand in one. Pure; shared by server and browser. */
import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'

export const priorities = ['low', 'normal', 'high'] as const
export type Priority = (typeof priorities)[number]

export const taskLimits = { name: 200, notes: 2_000, estimate: 99 } as const
/** Longer lists are not lists any more; also what keeps a read of them short. */
export const maxOpenTasks = 200

/** A task as the browser gets it. */
export type Task = {
  id: string
  name: string
  notes: string
  priority: Priority
  /** `YYYY-MM-DD` or null. */
  dueDay: string | null
  estimatePomodoros: number | null
  actualPomodoros: number
  /** Fractional index; compare with `byPosition` only. */
  position: string
  /** When it was last picked to work on; null when it never was or was put down again. */
  activatedAtMs: number | null
  isDone: boolean
}

/** By code unit and then by id: databases collate text in their own ways, so lists are sorted here. */
export function byPosition(a: Pick<Task, 'id' | 'position'>, b: Pick<Task, 'id' | 'position'>): number {
  if (a.position !== b.position) return a.position < b.position ? -1 : 1
  return a.id < b.id ? -1 : 1
}

/** The task being worked on: of the open ones, the one picked last. */
export function activeTaskOf<T extends Pick<Task, 'activatedAtMs' | 'isDone'>>(tasks: readonly T[]): T | null {
  return tasks.reduce<T | null>(
    (newest, task) =>
      !task.isDone && task.activatedAtMs !== null && task.activatedAtMs > (newest?.activatedAtMs ?? -1) ? task : newest,
    null,
  )
}

/** A position after the last one. */
export function positionAtEnd(sorted: readonly Pick<Task, 'position'>[]): string {
  return generateKeyBetween(sorted.at(-1)?.position ?? null, null)
}

/**
 * New positions that bring `movedId` right behind `afterId` (to the top when null), by task id: usually one, all of
 * them when two neighbours had come to share a position. `sorted` is the list in its present order.
 */
export function positionsAfterMove(
  sorted: readonly Pick<Task, 'id' | 'position'>[],
  movedId: string,
  afterId: string | null,
): Map<string, string> {
  const others = sorted.filter((task) => task.id !== movedId)
  const index = afterId === null ? 0 : others.findIndex((task) => task.id === afterId) + 1
  const before = others[index - 1]?.position ?? null
  const behind = others[index]?.position ?? null
  if (before === null || behind === null || before < behind)
    return new Map([[movedId, generateKeyBetween(before, behind)]])
  const ids = others.map((task) => task.id)
  ids.splice(index, 0, movedId)
  const keys = generateNKeysBetween(null, null, ids.length)
  return new Map(ids.map((id, place) => [id, keys[place] ?? '']))
}
