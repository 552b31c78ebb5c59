/**
 * The quiz of a room's break. Which question it is at follows from when it began and nothing else, as the phase follows
 * from the room's timer: nobody has to be there for it to go on. Instants are epoch milliseconds. Pure.
 */
import type { TimerMoment } from '@/lib/rooms/timer/rules'
import { secondMs } from '@/lib/time'

export const quizTimes = {
  /** So long a question may be answered. */
  answerMs: 20 * secondMs,
  /** So long its right answer is shown. */
  resultMs: 6 * secondMs,
  /** Left of the break for the scores, at least. */
  scoresMs: 9 * secondMs,
} as const

/** A quiz has no more questions, and no fewer where the cards and the break allow. */
export const maxQuestions = 5

/** Each question has one right choice and three wrong ones. */
export const choicesPerQuestion = 4

const roundMs = quizTimes.answerMs + quizTimes.resultMs

/** With less of a break left than this there is no quiz, in milliseconds. */
export const minQuizMs = roundMs + quizTimes.scoresMs

/** How many questions fit into what is left of a break; 0: it is too late to begin. */
export const questionsThatFit = (leftMs: number): number =>
  Math.min(maxQuestions, Math.max(0, Math.floor((leftMs - quizTimes.scoresMs) / roundMs)))

/** When the break under way ends, while the timer runs; null outside of breaks. */
export const breakEndMs = (moment: Pick<TimerMoment, 'state' | 'kind' | 'endsAtMs'>): number | null =>
  moment.state === 'running' && moment.kind !== 'focus' ? moment.endsAtMs : null

/** When a quiz began, when the break it began in ends, and how many questions it has. */
export type QuizClock = { startedAtMs: number; endsAtMs: number; count: number }

/**
 * Where a quiz is at one moment, and when that ends. `index`: the question that is asked or answered; how many there are
 * once the scores are shown. Over is a quiz for good: its break has ended.
 */
export type QuizMoment = { phase: 'question' | 'result' | 'scores' | 'over'; index: number; endsAtMs: number }

/** Where the quiz is at `nowMs`. Before its start, on a clock that is behind, it is at its first question. */
export function quizMoment({ startedAtMs, endsAtMs, count }: QuizClock, nowMs: number): QuizMoment {
  if (nowMs >= endsAtMs) return { phase: 'over', index: count, endsAtMs }
  const sinceMs = Math.max(0, nowMs - startedAtMs)
  const index = Math.floor(sinceMs / roundMs)
  if (index >= count) return { phase: 'scores', index: count, endsAtMs }
  const answerEndsAtMs = startedAtMs + index * roundMs + quizTimes.answerMs
  return nowMs < answerEndsAtMs
    ? { phase: 'question', index, endsAtMs: answerEndsAtMs }
    : { phase: 'result', index, endsAtMs: answerEndsAtMs + quizTimes.resultMs }
}

/** How many questions' right answers may be known: those whose time is up. */
export const countRevealed = ({ phase, index }: QuizMoment): number => (phase === 'result' ? index + 1 : index)
