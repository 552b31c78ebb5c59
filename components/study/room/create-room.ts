/** One visit to the study room: the server clock, the timer, the tasks, the preferences and the numbers, wired up. */

import { createStore, type Store } from '@/components/ui/store'
import { toast } from '@/components/ui/toast'
import type { ActionResult } from '@/lib/form-state'
import { routes } from '@/lib/routes'
import {
  addTaskAction,
  changePreferencesAction,
  completeTaskAction,
  deleteTaskAction,
  editTaskAction,
  finishSessionAction,
  moveTaskAction,
  pauseSessionAction,
  pickTaskAction,
  restoreTaskAction,
  resumeSessionAction,
  startSessionAction,
} from '@/lib/study/actions'
import type { StudyNumbers, StudyRoom } from '@/lib/study/queries'
import { createTaskStore, type TaskStore } from '../tasks/task-store'
import { createServerClock, type ServerClock } from '../timer/server-clock'
import { createStudyTimer, failureOf, type Saved, type StudyTimer } from '../timer/study-timer'
import { createPreferenceStore, type PreferenceStore } from './preference-store'

/** What a finished session brought, with the XP before it, for the moment of result. */
export type Result = Saved & { xpBefore: number }

export type Room = {
  /** The server's time at which the page was made. */
  openedAtMs: number
  clock: ServerClock
  timer: StudyTimer
  tasks: TaskStore
  preferences: PreferenceStore
  numbers: Store<StudyNumbers>
  result: Store<Result | null>
  /** Fetches everything anew: another tab, device or a long sleep may have changed it. */
  refresh(): Promise<void>
  /** Called after this tab changed something the other tabs show. */
  onChanged(listener: () => void): () => void
}

/** The server's time over the network, in epoch milliseconds. */
async function fetchServerMs(): Promise<number> {
  const response = await fetch(routes.serverTime, { cache: 'no-store' })
  const { nowMs } = (await response.json()) as { nowMs: number }
  return nowMs
}

function tell(result: Exclude<ActionResult<unknown>, { ok: true }> | null, retry?: () => void) {
  const { message } = failureOf(result)
  toast({
    title: 'That did not work',
    description: message,
    tone: 'danger',
    ...(retry && { action: { label: 'Try again', onPress: retry } }),
  })
}

export function createRoom(initial: StudyRoom): Room {
  const changedListeners = new Set<() => void>()
  const announce = () => {
    for (const listener of changedListeners) listener()
  }
  const clock = createServerClock(initial.timer.serverNowMs, {
    fetchServerMs,
    wallMs: () => Date.now(),
    monotonicMs: () => performance.now(),
  })
  const timer = createStudyTimer(initial.timer, clock.now, {
    start: startSessionAction,
    pause: pauseSessionAction,
    resume: resumeSessionAction,
    finish: finishSessionAction,
  })
  const tasks = createTaskStore(
    initial.tasks,
    {
      add: addTaskAction,
      edit: editTaskAction,
      complete: completeTaskAction,
      remove: async (input) => {
        const result = await deleteTaskAction(input)
        return result.ok ? { ok: true, data: undefined } : result
      },
      restore: restoreTaskAction,
      move: moveTaskAction,
      pick: pickTaskAction,
    },
    { onFailure: (result) => tell(result), onTimer: timer.adopt, onChanged: announce },
  )
  const preferences = createPreferenceStore(initial.preferences, changePreferencesAction, tell)
  const numbers = createStore(initial.numbers)
  const result = createStore<Result | null>(null)

  timer.on((event) => {
    if (event.type === 'changed') announce()
    if (event.type !== 'saved') return
    const { earned, taskPomodoros } = event.saved
    const xpBefore = numbers.get().totalXp
    const { todayMinutes, streakDays, totalXp, level } = earned
    numbers.set({ todayMinutes, streakDays, totalXp, level })
    if (taskPomodoros) tasks.countPomodoros(taskPomodoros.taskId, taskPomodoros.actualPomodoros)
    if (event.saved.type === 'focus') result.set({ ...event.saved, xpBefore: Math.min(xpBefore, totalXp) })
  })

  let refreshing: Promise<void> | null = null
  async function refreshNow() {
    const [fresh] = await Promise.all([fetchRoom(), clock.sync()])
    if (!fresh) return
    timer.adopt(fresh.timer)
    tasks.replace(fresh.tasks)
    preferences.replace(fresh.preferences)
    numbers.set(fresh.numbers)
    timer.retry()
  }

  return {
    openedAtMs: initial.timer.serverNowMs,
    clock,
    timer,
    tasks,
    preferences,
    numbers,
    result,
    refresh() {
      refreshing ??= refreshNow().finally(() => {
        refreshing = null
      })
      return refreshing
    },
    onChanged(listener) {
      changedListeners.add(listener)
      return () => changedListeners.delete(listener)
    },
  }
}

/** Null when the network or the server does not answer: what is shown stays. */
async function fetchRoom(): Promise<StudyRoom | null> {
  try {
    const response = await fetch(routes.studyState, { cache: 'no-store' })
    return response.ok ? ((await response.json()) as StudyRoom) : null
  } catch {
    return null
  }
}
