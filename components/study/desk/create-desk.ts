/** One visit to the study desk: the server clock, the timer, the tasks, the preferences and the numbers, wired up. */

import { callServer } from '@/components/actions/call-server'
import type { Failure } from '@/components/actions/failures'
import { pageViewer } from '@/components/actions/page-viewer'
import { toastFailure } from '@/components/actions/toast-failure'
import { createBrowserClock, type ServerClock } from '@/components/clock/server-clock'
import { createStore, type Store } from '@/components/ui/store'
import { coalesce } from '@/lib/coalesce'
import { routes } from '@/lib/routes'
import type { FromSocket } from '@/lib/study/announce'
import { changePreferencesAction } from '@/lib/study/preferences/actions'
import {
  finishSessionAction,
  pauseSessionAction,
  resumeSessionAction,
  startSessionAction,
} from '@/lib/study/session/actions'
import type { StudyDesk, StudyNumbers } from '@/lib/study/session/queries'
import {
  addTaskAction,
  completeTaskAction,
  deleteTaskAction,
  editTaskAction,
  moveTaskAction,
  pickTaskAction,
  restoreTaskAction,
} from '@/lib/study/tasks/actions'
import { createTaskStore, type TaskChange, type TaskStore } from '../tasks/task-store'
import { createStudyTimer, type Saved, type StudyTimer } from '../timer/study-timer'
import { createPreferenceStore, type PreferenceStore } from './preference-store'
import { reload } from './reload-button'
import { createToday } from './today'

/** What a finished session brought, with the XP before it, for the moment of result. */
export type Result = Saved & { xpBefore: number }

export type Desk = {
  /** The server's time at which the page was made. */
  openedAtMs: number
  clock: ServerClock
  timer: StudyTimer
  tasks: TaskStore
  preferences: PreferenceStore
  numbers: Store<StudyNumbers>
  /** The study day, `YYYY-MM-DD`: what due dates are compared with. */
  today: Pick<Store<string>, 'get' | 'subscribe'>
  /** Looks at the clock; call it as often as you like. */
  tick(): void
  result: Store<Result | null>
  /** Fetches everything anew: another tab, device or a long sleep may have changed it. */
  refresh(): Promise<void>
  /** Something changed elsewhere: refreshes in a moment, once for all the changes of that moment. */
  scheduleRefresh(): void
  /** The realtime connection of this tab, which is not told of what this tab did itself. */
  connectedAs(socketId: string | undefined): void
  /** Called after this tab changed something the other tabs show. */
  onChanged(listener: () => void): () => void
  /** Nothing is asked or tried again any more. */
  leave(): void
}

const taskTitles: Record<Exclude<TaskChange, 'edit'>, string> = {
  add: "Couldn't add the task",
  complete: "Couldn't tick the task",
  remove: "Couldn't delete the task",
  restore: "Couldn't bring the task back",
  move: "Couldn't move the task",
  pick: "Couldn't choose the task",
}

function tell(title: string, failure: Failure, retry?: () => void) {
  const action = failure.isStale ? reload : retry && { label: 'Try again', onPress: retry }
  toastFailure(title, failure, { tone: 'danger', ...(action && { action }) })
}

/** Changes come in bursts, from other tabs and from the server: one refresh covers them all. In milliseconds. */
const gatherMs = 100
/** When to ask again after an answer came too late, in milliseconds. */
const crossedMs = 1_000

export function createDesk(initial: StudyDesk): Desk {
  let socketId: string | undefined
  const from =
    <Input, Result>(act: (input: Input & FromSocket, pageViewer?: string) => Result) =>
    (input: Input) =>
      act({ ...input, socketId }, pageViewer())
  const changedListeners = new Set<() => void>()
  const announce = () => {
    for (const listener of changedListeners) listener()
  }
  const clock = createBrowserClock(initial.timer.serverNowMs)
  const timer = createStudyTimer(initial.timer, clock.now, {
    start: from(startSessionAction),
    pause: from(pauseSessionAction),
    resume: from(resumeSessionAction),
    finish: from(finishSessionAction),
  })
  const tasks = createTaskStore(
    initial.tasks,
    {
      add: from(addTaskAction),
      edit: from(editTaskAction),
      complete: from(completeTaskAction),
      remove: async (input) => {
        const result = await deleteTaskAction({ ...input, socketId }, pageViewer())
        return result.ok ? { ok: true, data: undefined } : result
      },
      restore: from(restoreTaskAction),
      move: from(moveTaskAction),
      pick: from(pickTaskAction),
    },
    {
      onFailure: (failure, change) => tell(taskTitles[change], failure),
      onTimer: timer.adopt,
      onChanged: announce,
    },
  )
  const preferences = createPreferenceStore(initial.preferences, from(changePreferencesAction), (failure, retry) =>
    tell("Couldn't save your settings", failure, retry),
  )
  const numbers = createStore(initial.numbers)
  const today = createToday(initial.calendar, clock.now)
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

  let upcoming: ReturnType<typeof setTimeout> | undefined

  const refresh = coalesce(async () => {
    const asked = { timer: timer.revision(), tasks: tasks.revision() }
    const [fresh] = await Promise.all([fetchRoom(), clock.sync()])
    if (!fresh) return
    // An answer that a change from here has crossed on its way is old already.
    if (!timer.adopt(fresh.timer, asked.timer)) return refreshIn(crossedMs)
    if (!tasks.replace(fresh.tasks, asked.tasks)) refreshIn(crossedMs)
    preferences.replace(fresh.preferences)
    numbers.set(fresh.numbers)
    today.replace(fresh.calendar)
    timer.retry()
  })

  function refreshIn(ms: number) {
    clearTimeout(upcoming)
    upcoming = setTimeout(refresh, ms)
  }

  return {
    openedAtMs: initial.timer.serverNowMs,
    clock,
    timer,
    tasks,
    preferences,
    numbers,
    today,
    result,
    tick() {
      timer.tick()
      today.tick()
    },
    refresh,
    scheduleRefresh: () => refreshIn(gatherMs),
    connectedAs(id) {
      socketId = id
    },
    onChanged(listener) {
      changedListeners.add(listener)
      return () => changedListeners.delete(listener)
    },
    leave() {
      clearTimeout(upcoming)
      timer.dispose()
    },
  }
}

/** Null when the network or the server does not answer: what is shown stays. */
async function fetchRoom(): Promise<StudyDesk | null> {
  try {
    return await callServer<StudyDesk>(routes.studyState)
  } catch {
    return null
  }
}
