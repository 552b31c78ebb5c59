/**
 * When a card is asked again: FSRS, as `ts-fsrs` computes it (https://github.com/open-spaced-repetition/ts-fsrs), without
 * chance: what a button says is what happens. Pure; the package stays on the server.
 */
import { type Card, fsrs, type Grade } from 'ts-fsrs'
import type { recallCards } from '@/db/schema'
import { addDays, type Calendar, dayBounds, studyDayOf } from '@/lib/calendar/study-day'
import { count } from '@/lib/format'
import { dayMs, hourMs, minuteMs } from '@/lib/time'
import { type Rating, ratings } from './rules'

/** What is known of how well somebody remembers a card: columns of its row. */
export type Memory = Pick<
  typeof recallCards.$inferSelect,
  | 'state'
  | 'dueAt'
  | 'stability'
  | 'difficulty'
  | 'scheduledDays'
  | 'learningSteps'
  | 'reps'
  | 'lapses'
  | 'lastReviewAt'
>

/** What was not known comes back at the next break, and nothing stays away for longer than ten years. */
const scheduler = fsrs({
  enable_fuzz: false,
  learning_steps: ['10m'],
  relearning_steps: ['10m'],
  maximum_interval: 3_650,
})

/** The columns of a card that was never asked: due at once. */
export const newMemory = (now: Date): Memory => ({
  state: 0,
  dueAt: now,
  stability: 0,
  difficulty: 0,
  scheduledDays: 0,
  learningSteps: 0,
  reps: 0,
  lapses: 0,
  lastReviewAt: null,
})

/** The columns as a card of ts-fsrs. */
export const toFsrs = (memory: Memory): Card => ({
  state: memory.state,
  due: memory.dueAt,
  stability: memory.stability,
  difficulty: memory.difficulty,
  // Asked for by the type alone: it follows from the last review.
  elapsed_days: 0,
  scheduled_days: memory.scheduledDays,
  learning_steps: memory.learningSteps,
  reps: memory.reps,
  lapses: memory.lapses,
  ...(memory.lastReviewAt && { last_review: memory.lastReviewAt }),
})

/** A card of ts-fsrs as columns. */
export const fromFsrs = (card: Card): Memory => ({
  state: card.state,
  dueAt: card.due,
  stability: card.stability,
  difficulty: card.difficulty,
  scheduledDays: card.scheduled_days,
  learningSteps: card.learning_steps,
  reps: card.reps,
  lapses: card.lapses,
  lastReviewAt: card.last_review ?? null,
})

/** What is known of a card after a grade. A clock that runs behind the last review counts as that moment. */
export function schedule(memory: Memory, rating: Rating, now: Date): Memory {
  const at = memory.lastReviewAt && memory.lastReviewAt > now ? memory.lastReviewAt : now
  return fromFsrs(scheduler.next(toFsrs(memory), at, gradeOf(rating)).card)
}

/** The grades of FSRS count from 1 (again) to 4 (easy). */
const gradeOf = (rating: Rating): Grade => (ratings.indexOf(rating) + 1) as Grade

/**
 * The instant from which on somebody is asked again. After days that is the beginning of their study day, so that the first
 * break of the day has it and not the one at the hour of the last answer.
 */
export function dueFor(calendar: Calendar, { dueAt, scheduledDays }: Memory, now: Date): Date {
  if (scheduledDays === 0) return dueAt
  const day = addDays(studyDayOf(calendar, now), scheduledDays)
  return dayBounds(day, calendar.timeZone, calendar.dayStartHour).from
}

/** What stands on the four buttons: when the card would come back. `<10 min`, `2 days`, `3 months`. */
export function nextIntervals(memory: Memory, now: Date): Record<Rating, string> {
  const textOf = (rating: Rating) => {
    const { dueAt, lastReviewAt } = schedule(memory, rating, now)
    return formatInterval(dueAt.getTime() - (lastReviewAt ?? now).getTime())
  }
  return { again: textOf('again'), hard: textOf('hard'), good: textOf('good'), easy: textOf('easy') }
}

const monthMs = 30.4 * dayMs
const yearMs = 365 * dayMs

function formatInterval(ms: number): string {
  if (ms < hourMs) return `<${Math.ceil(ms / minuteMs)} min`
  if (ms < dayMs) return `${Math.round(ms / hourMs)} h`
  if (ms < 1.5 * monthMs) return count(Math.round(ms / dayMs), 'day')
  if (ms < yearMs) return count(Math.round(ms / monthMs), 'month')
  return count(Math.round(ms / yearMs), 'year')
}
