/** Planned sessions: kinds, limits, which days a view shows. Pure. */
import { addDays, daysFrom, isDay, weekOf } from '@/lib/calendar/study-day'

export const categories = ['study', 'review', 'exam', 'group', 'break'] as const
export type PlanCategory = (typeof categories)[number]

export const categoryNames: Record<PlanCategory, string> = {
  study: 'Study',
  review: 'Review',
  exam: 'Exam',
  group: 'Group',
  break: 'Break',
}

export const planLimits = { title: 120, notes: 2_000, minutes: { min: 5, max: 12 * 60 } } as const
/** Minutes before the start at which a reminder may come. */
export const reminders = [0, 5, 10, 30, 60] as const

export const views = ['week', 'month'] as const
export type PlannerView = (typeof views)[number]

/** What an address asks for; this week when it makes no sense. */
export function plannerFrom(
  wanted: { view?: unknown; day?: unknown },
  today: string,
): { view: PlannerView; day: string } {
  return { view: wanted.view === 'month' ? 'month' : 'week', day: isDay(wanted.day) ? wanted.day : today }
}

/** The days a view shows around `day`: a week, or the whole weeks that hold the month. */
export function daysShown({ view, day }: { view: PlannerView; day: string }, weekStart: number): string[] {
  if (view === 'week') {
    const week = weekOf(day, weekStart)
    return daysFrom(week.from, week.to)
  }
  const first = `${day.slice(0, 7)}-01`
  const last = addDays(monthAfter(first), -1)
  return daysFrom(weekOf(first, weekStart).from, weekOf(last, weekStart).to)
}

/** The day to go to for the page before (-1) or after (1). */
export function neighbour({ view, day }: { view: PlannerView; day: string }, step: -1 | 1): string {
  if (view === 'week') return addDays(day, 7 * step)
  const first = `${day.slice(0, 7)}-01`
  return step === 1 ? monthAfter(first) : `${addDays(first, -1).slice(0, 7)}-01`
}

const monthAfter = (first: string): string => `${addDays(first, 31).slice(0, 7)}-01`

/** The full hour after a time of day, for a form to begin with: `14:05` is `15:00`; late in the evening it is 23:00. */
export const nextFullHour = (time: string): string =>
  `${String(Math.min(23, Number(time.slice(0, 2)) + 1)).padStart(2, '0')}:00`
