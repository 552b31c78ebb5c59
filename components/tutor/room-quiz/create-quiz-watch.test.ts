import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Refused } from '@/components/actions/call-server'
import type { QuizView } from '@/lib/tutor/room-quiz/view'
import { createQuizWatch, spreadMs } from './create-quiz-watch'

beforeEach(() => void vi.useFakeTimers({ now: 0 }))
afterEach(() => void vi.useRealTimers())

const tookMs = 20

/** A quiz of which this much of the answer matters here. */
const quizUntil = (phaseEndsAtMs: number) => ({ id: 'quiz', phaseEndsAtMs }) as QuizView

/** A screen whose clock is `aheadMs` ahead of the server's, and what it asked and showed. */
function screen(answers: (QuizView | null | Error)[], { random = 0, aheadMs = 0 } = {}) {
  const asked: number[] = []
  const shown: (QuizView | null)[] = []
  const watch = createQuizWatch({
    ask: async () => {
      const answer = answers[asked.push(Date.now()) - 1] ?? null
      await new Promise((resolve) => setTimeout(resolve, tookMs))
      if (answer instanceof Error) throw answer
      return answer
    },
    now: () => Date.now() + aheadMs,
    onQuiz: (quiz) => shown.push(quiz),
    random: () => random,
  })
  watch.start()
  return { watch, asked, shown }
}

test('it asks when told to, and when the next phase begins, spread over half a second', async () => {
  const { watch, asked, shown } = screen([quizUntil(20_000), quizUntil(26_000), null], { random: 0.9 })
  watch.askSoon()
  await vi.advanceTimersByTimeAsync(27_000)
  const late = 0.9 * spreadMs
  expect(asked).toEqual([late, 20_000 + late, 26_000 + late])
  expect(shown).toEqual([quizUntil(20_000), quizUntil(26_000), null])
})

test('it asks when it starts, whether or not anybody tells it to', async () => {
  const { asked, shown } = screen([quizUntil(20_000)], { random: 0.2 })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(asked).toEqual([100])
  expect(shown).toEqual([quizUntil(20_000)])
})

test('several events become one question, and one that comes while it is asked another', async () => {
  const { watch, asked } = screen([null, null], { random: 0.5 })
  for (let n = 0; n < 5; n++) watch.askSoon()
  await vi.advanceTimersByTimeAsync(255)
  watch.askSoon()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(asked).toHaveLength(2)
})

test('a clock that is ahead asks again until the phase is there, without haste', async () => {
  const answers = [quizUntil(20_000), quizUntil(20_000), quizUntil(20_000), quizUntil(46_000)]
  const { watch, asked, shown } = screen(answers, { aheadMs: 400 })
  watch.askSoon()
  await vi.advanceTimersByTimeAsync(21_000)
  expect(asked[1]).toBe(19_600)
  expect(asked).toHaveLength(4)
  expect(shown.at(-1)).toEqual(quizUntil(46_000))
})

test('what a press brought is not undone by what was asked before it', async () => {
  const old = { ...quizUntil(20_000), choice: null } as QuizView
  const mine = { ...quizUntil(20_000), choice: 2 } as QuizView
  const { watch, shown } = screen([old, mine])
  watch.askSoon()
  await vi.advanceTimersByTimeAsync(10)
  watch.show(mine)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(shown).toEqual([mine, mine])
})

test('without network it tries again soon, after a refusal and without a quiz in a minute', async () => {
  const refused = new Refused('no', 'not-found', undefined)
  const { watch, asked } = screen([new Error('no network'), null, refused, null])
  watch.askSoon()
  await vi.advanceTimersByTimeAsync(124_000)
  expect(asked).toEqual([0, 3_020, 63_040, 123_060])
})

test('once stopped it asks and shows nothing any more, also what was under way', async () => {
  const { watch, asked, shown } = screen([quizUntil(20_000)])
  watch.askSoon()
  await vi.advanceTimersByTimeAsync(5)
  watch.stop()
  watch.askSoon()
  await vi.advanceTimersByTimeAsync(100_000)
  expect([asked.length, shown]).toEqual([1, []])
})
