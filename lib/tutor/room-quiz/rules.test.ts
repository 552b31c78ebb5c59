import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  breakEndMs,
  countRevealed,
  maxQuestions,
  type QuizClock,
  questionsThatFit,
  quizMoment,
  quizTimes,
} from './rules'

const roundMs = quizTimes.answerMs + quizTimes.resultMs
const startedAtMs = Date.parse('2026-03-02T10:00:00Z')

/** Any quiz that fits into its break, as `questionsThatFit` sees to. */
const quizzes = fc
  .record({ count: fc.integer({ min: 1, max: maxQuestions }), moreMs: fc.integer({ min: 0, max: 3_600_000 }) })
  .map(({ count, moreMs }): QuizClock => {
    return { count, startedAtMs, endsAtMs: startedAtMs + count * roundMs + quizTimes.scoresMs + moreMs }
  })

test('the moments of a quiz cover all of its time without a gap, and come in order', () => {
  fc.assert(
    fc.property(quizzes, (quiz) => {
      const seen: string[] = []
      for (let atMs = quiz.startedAtMs; ; ) {
        const moment = quizMoment(quiz, atMs)
        seen.push(`${moment.phase} ${moment.index}`)
        if (moment.phase === 'over') break
        expect(moment.endsAtMs).toBeGreaterThan(atMs)
        expect(quizMoment(quiz, moment.endsAtMs - 1)).toEqual(moment)
        expect(quizMoment(quiz, moment.endsAtMs)).not.toEqual(moment)
        atMs = moment.endsAtMs
      }
      const rounds = Array.from({ length: quiz.count }, (_, index) => [`question ${index}`, `result ${index}`]).flat()
      expect(seen).toEqual([...rounds, `scores ${quiz.count}`, `over ${quiz.count}`])
    }),
  )
})

test('at any moment the right answers of exactly those questions are known whose 20 seconds are over', () => {
  fc.assert(
    fc.property(quizzes, fc.nat({ max: 400_000 }), (quiz, sinceMs) => {
      const atMs = Math.min(startedAtMs + sinceMs, quiz.endsAtMs - 1)
      const revealed = countRevealed(quizMoment(quiz, atMs))
      for (let index = 0; index < quiz.count; index++)
        expect(index < revealed).toBe(atMs >= startedAtMs + index * roundMs + quizTimes.answerMs)
    }),
  )
})

test('a clock that is behind sees the first question, and one of a break that was cut short nothing', () => {
  const quiz = { count: 2, startedAtMs, endsAtMs: startedAtMs + 90_000 }
  const first = { phase: 'question', index: 0, endsAtMs: startedAtMs + 20_000 }
  expect(quizMoment(quiz, startedAtMs - 700)).toEqual(first)
  expect(quizMoment(quiz, quiz.endsAtMs)).toMatchObject({ phase: 'over' })
})

test('as many questions as fit, with time for the scores; none in the last 35 seconds', () => {
  expect([0, 34_999, 35_000, 60_999, 61_000, 87_000, 139_000, 900_000].map(questionsThatFit)).toEqual([
    0, 0, 1, 1, 2, 3, 5, 5,
  ])
  fc.assert(
    fc.property(fc.integer({ min: -1_000, max: 1_000_000 }), (leftMs) => {
      const count = questionsThatFit(leftMs)
      if (count === 0) return
      const quiz = { count, startedAtMs, endsAtMs: startedAtMs + leftMs }
      const lastMs = startedAtMs + leftMs - quizTimes.scoresMs
      expect(quizMoment(quiz, lastMs).phase).toBe('scores')
    }),
  )
})

test('a break has an end while the timer runs, and nothing else has', () => {
  const endsAtMs = 5_000
  expect(breakEndMs({ state: 'running', kind: 'break', endsAtMs })).toBe(endsAtMs)
  expect(breakEndMs({ state: 'running', kind: 'long-break', endsAtMs })).toBe(endsAtMs)
  expect(breakEndMs({ state: 'running', kind: 'focus', endsAtMs })).toBeNull()
  expect(breakEndMs({ state: 'paused', kind: 'break', endsAtMs: null })).toBeNull()
  expect(breakEndMs({ state: 'stopped', kind: 'focus', endsAtMs: null })).toBeNull()
})
