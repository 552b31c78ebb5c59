import 'server-only'
import type { Viewer } from '@/lib/accounts/viewer'
import { daysBetween, weekOf } from '@/lib/calendar/study-day'
import { restWeekdays } from '@/lib/study/earning/streak'
import { readDays, readHeadline } from './headline'
import { defaultWeeklyMinutes, goalOn, paceOf } from './rules'

type GoalKind = 'weekly-minutes' | 'daily-minutes' | 'weekly-sessions'

/** A goal and where it stands. `target` is null when none is set. */
export type GoalProgress = {
  kind: GoalKind
  done: number
  target: number | null
  /** What an even pace would have done by the end of yesterday; how far ahead (or behind, negative) that is. */
  due: number
  ahead: number
  isReached: boolean
}

export type GoalsPage = {
  goals: GoalProgress[]
  restWeekdays: number[]
  /** Each change, newest first: what held from which day on. */
  history: { kind: string; target: number; fromDay: string }[]
}

/** The goals page. Two queries. */
export async function getGoals(viewer: Viewer, now: Date): Promise<GoalsPage> {
  const { today, goals } = await readHeadline(viewer, now)
  const week = weekOf(today, viewer.weekStart)
  const days = await readDays(viewer, week)
  const elapsed = { elapsed: daysBetween(week.from, today), of: 7 }
  const weekly = days.filter(({ day }) => day <= today)
  const done: Record<GoalKind, number> = {
    'weekly-minutes': weekly.reduce((sum, { minutes }) => sum + minutes, 0),
    'daily-minutes': days.find(({ day }) => day === today)?.minutes ?? 0,
    'weekly-sessions': weekly.reduce((sum, { sessions }) => sum + sessions, 0),
  }
  const kinds: GoalKind[] = ['weekly-minutes', 'daily-minutes', 'weekly-sessions']
  return {
    goals: kinds.map((kind) => {
      const target = goalOn(goals, kind, today)
      const pace = paceOf(
        { done: done[kind], target: target ?? (kind === 'weekly-minutes' ? defaultWeeklyMinutes : 0) },
        kind === 'daily-minutes' ? { elapsed: 0, of: 1 } : elapsed,
      )
      return { kind, done: done[kind], target, ...pace }
    }),
    restWeekdays: restWeekdays(
      goals
        .filter(({ kind, fromDay }) => kind === 'rest-weekdays' && fromDay <= today)
        .sort((a, b) => (a.fromDay < b.fromDay ? 1 : -1))[0]?.target ?? 0,
    ),
    history: [...goals].sort((a, b) => (a.fromDay < b.fromDay ? 1 : -1)).slice(0, 30),
  }
}
