/** Leaderboards: periods, the daily cap, who may stand on one. Pure. */

import { weekOf } from '@/lib/calendar/study-day'
import { dayMs } from '@/lib/time'

/** A day brings at most so many minutes to a leaderboard: nobody should win by not sleeping. */
export const rankedMinutesPerDay = 12 * 60

export const rankedMinutes = (focusMinutes: number): number => Math.min(focusMinutes, rankedMinutesPerDay)

export const boards = ['today', 'week', 'month', 'all'] as const
export type Board = (typeof boards)[number]

/** The period of a board that holds `day`. Weeks are everybody's Monday to Sunday, so that they compare. */
export function periodOf(board: Board, day: string): string {
  if (board === 'today') return day
  if (board === 'week') return `week-${weekOf(day, 1).from}`
  return board === 'month' ? day.slice(0, 7) : 'all'
}

/** How long the periods of boards are kept; pages show only the running ones. */
export const rankingsKeptMs = 90 * dayMs

/** The oldest day, week and month that are kept at `now`. */
export function oldestPeriods(now: Date): { day: string; week: string; month: string } {
  const day = new Date(now.getTime() - rankingsKeptMs).toISOString().slice(0, 10)
  return { day, week: periodOf('week', day), month: periodOf('month', day) }
}

/** Is this period kept at `now`, rather than deleted by `lib/retention.ts`? */
export function isKeptPeriod(period: string, now: Date): boolean {
  const { day, week, month } = oldestPeriods(now)
  if (period === periodOf('all', day)) return true
  if (period.startsWith('week-')) return period >= week
  return period >= (period.length === month.length ? month : day)
}

/** May this person stand on a leaderboard? */
export const isListable = (person: { emailVerifiedAt: Date | null; leaderboard: 'shown' | 'alias' | 'hidden' }) =>
  person.emailVerifiedAt !== null && person.leaderboard !== 'hidden'

/** The focus minutes of a day before and after a session. */
export type DayGain = { before: { focusMinutes: number }; after: { day: string; focusMinutes: number } }

/** What changes to days add to each period. */
export function rankedGains(changes: readonly DayGain[]): Map<string, number> {
  const minutes = new Map<string, number>()
  for (const { before, after } of changes) {
    const gained = rankedMinutes(after.focusMinutes) - rankedMinutes(before.focusMinutes)
    if (gained === 0) continue
    for (const period of boards.map((board) => periodOf(board, after.day)))
      minutes.set(period, (minutes.get(period) ?? 0) + gained)
  }
  return minutes
}

/** Ranks with ties: equal minutes share a rank, and the next one counts everybody before it. */
export function withRanks<Row extends { minutes: number }>(rows: readonly Row[]): (Row & { rank: number })[] {
  let rank = 0
  return rows.map((row, index) => {
    if (index === 0 || rows[index - 1]?.minutes !== row.minutes) rank = index + 1
    return { ...row, rank }
  })
}
