import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quizTimes } from './rules'
import { type Quiz, type QuizAnswer, viewOfQuiz } from './view'

const startedAtMs = Date.parse('2026-03-02T10:00:00Z')
const roundMs = quizTimes.answerMs + quizTimes.resultMs

const people = ['ada', 'bob', 'cy'].map((username) => ({ id: `id of ${username}`, username, avatarUrl: null }))
const [ada, bob, cy] = people as [QuizAnswer['person'], QuizAnswer['person'], QuizAnswer['person']]

const quiz: Quiz = {
  id: 'quiz',
  startedById: ada.id,
  questions: [0, 1, 2].map((number) => ({
    question: `Question ${number}`,
    choices: ['a', 'b', 'c', 'd'].map((choice) => `${choice}${number}`),
    right: number,
  })),
  startedAtMs,
  endsAtMs: startedAtMs + 300_000,
}

const gives = (person: QuizAnswer['person'], questionIndex: number, choice: number) => ({
  person,
  questionIndex,
  choice,
})
const answers = [gives(bob, 0, 0), gives(ada, 0, 0), gives(cy, 0, 3), gives(ada, 1, 2), gives(cy, 1, 1)]

const at = (ms: number, viewer = ada, given = answers) => viewOfQuiz(quiz, given, viewer.id, startedAtMs + ms)

test('a question shows its choices, one’s own answer, and how many have answered', () => {
  expect(at(5_000)).toEqual({
    id: 'quiz',
    count: 3,
    isOwn: true,
    endsAtMs: quiz.endsAtMs,
    phaseEndsAtMs: startedAtMs + 20_000,
    phase: 'question',
    index: 0,
    question: 'Question 0',
    choices: ['a0', 'b0', 'c0', 'd0'],
    choice: 0,
    answered: 3,
  })
  expect(at(roundMs, bob)).toMatchObject({ isOwn: false, index: 1, choice: null, answered: 2 })
})

test('the result says which was right, and who, by name', () => {
  expect(at(20_000, cy)).toMatchObject({ phase: 'result', index: 0, right: 0, choice: 3, rightPeople: [ada, bob] })
})

test('the scores count what was right, best first, of everybody who answered something', () => {
  expect(at(3 * roundMs)).toMatchObject({
    phase: 'scores',
    scores: [
      { person: ada, right: 1 },
      { person: bob, right: 1 },
      { person: cy, right: 1 },
    ],
  })
  const more = [...answers, gives(cy, 2, 2), gives(bob, 2, 0)]
  expect(at(3 * roundMs, ada, more)).toMatchObject({ scores: [{ person: cy, right: 2 }, { right: 1 }, { right: 1 }] })
})

test('with the break it is over', () => {
  expect(at(299_999)).toMatchObject({ phase: 'scores' })
  expect(at(300_000)).toBeNull()
})

test('before the time of a question is up, nothing depends on which of its choices is right', () => {
  const rights = fc.array(fc.nat({ max: 3 }), { minLength: 3, maxLength: 3 })
  fc.assert(
    fc.property(fc.nat({ max: 100_000 }), rights, fc.constantFrom(...people), (ms, others, viewer) => {
      const revealed = Math.floor((ms + quizTimes.resultMs) / roundMs)
      const questions = quiz.questions.map((question, index) =>
        index < revealed ? question : { ...question, right: others[index] ?? 0 },
      )
      const elsewhere = viewOfQuiz({ ...quiz, questions }, answers, viewer.id, startedAtMs + ms)
      expect(elsewhere).toEqual(at(ms, viewer))
      expect(elsewhere !== null && 'right' in elsewhere).toBe(elsewhere?.phase === 'result')
    }),
  )
})
