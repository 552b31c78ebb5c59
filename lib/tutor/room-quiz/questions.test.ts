import fc from 'fast-check'
import { expect, test } from 'vitest'
import { questionOf } from './questions'

const card = {
  question: 'What holds a covalent bond?',
  answer: 'Shared electrons',
  wrongAnswers: ['Ions', 'Glue', 'Heat'],
}

test('whatever chance says, the choices are those of the card, and the right one is known', () => {
  const chances = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
    minLength: 3,
    maxLength: 3,
  })
  fc.assert(
    fc.property(chances, (given) => {
      const left = [...given]
      const question = questionOf(card, () => left.shift() ?? 0)
      expect(question?.choices.toSorted()).toEqual([card.answer, ...card.wrongAnswers].toSorted())
      expect(question?.choices[question.right]).toBe(card.answer)
      expect(question?.question).toBe(card.question)
    }),
  )
})

test('the right answer comes to stand in each place', () => {
  const places = Array.from({ length: 200 }, () => questionOf(card, Math.random)?.right)
  expect(new Set(places)).toEqual(new Set([0, 1, 2, 3]))
})

test.each([
  ['none that are wrong', []],
  ['two that are wrong', ['Ions', 'Glue']],
  ['four that are wrong', ['Ions', 'Glue', 'Heat', 'Light']],
  ['a wrong one that is the right one', ['Ions', ' shared electrons ', 'Heat']],
  ['the same wrong one twice', ['Ions', 'ions', 'Heat']],
])('a card makes no question with %s', (_, wrongAnswers) => {
  expect(questionOf({ ...card, wrongAnswers }, Math.random)).toBeNull()
})
