import { expect, test } from 'vitest'
import type { RecallRound } from '@/lib/tutor/recall/views'
import { canGrade, cardOf, type Move, opening, type Play, play } from './recall-play'

const intervals = { again: '<10 min', hard: '<15 min', good: '2 days', easy: '8 days' }
const round: RecallRound = {
  cards: ['a', 'b'].map((id) => ({ id, question: id, answer: id, reps: 0, intervals })),
  making: 'none',
}
const after = (...moves: Move[]): Play => moves.reduce(play, opening)
const opened: Move = { type: 'opened', round }
const revealed: Move = { type: 'revealed' }
const sent: Move = { type: 'sent', rating: 'good' }
const graded: Move = { type: 'graded' }

test('card by card: the answer, a grade, the next one, the end', () => {
  expect(cardOf(opening)).toBeNull()
  expect(cardOf(after(opened))?.id).toBe('a')
  expect(canGrade(after(opened))).toBe(false)
  expect(canGrade(after(opened, revealed))).toBe(true)
  const second = after(opened, revealed, sent, graded)
  expect(second).toMatchObject({ at: 1, isRevealed: false, sending: null })
  expect(cardOf([revealed, sent, graded].reduce(play, second))).toBeNull()
})

test('nothing is graded before its answer was seen, nor twice at once, nor after the end', () => {
  expect(after(opened, sent)).toEqual(after(opened))
  const sending = after(opened, revealed, sent)
  expect(canGrade(sending)).toBe(false)
  expect(play(sending, { type: 'sent', rating: 'again' })).toBe(sending)
  const over = after({ type: 'opened', round: { cards: [], making: 'failed' } })
  expect(play(play(over, revealed), sent)).toBe(over)
})

test('a grade that could not be saved keeps its card and can be sent again; cards that did not come can be asked for again', () => {
  const failed = after(opened, revealed, sent, { type: 'failed', message: 'No network.' })
  expect(cardOf(failed)?.id).toBe('a')
  expect(failed).toMatchObject({ isRevealed: true, sending: null, failure: { rating: 'good', message: 'No network.' } })
  expect(play(failed, sent)).toMatchObject({ sending: 'good', failure: null })
  const unopened = after({ type: 'failed', message: 'No network.' })
  expect(unopened.failure).toEqual({ rating: null, message: 'No network.' })
  expect(play(unopened, { type: 'asked' })).toEqual(opening)
})
