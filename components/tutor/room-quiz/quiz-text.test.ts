import { expect, test } from 'vitest'
import type { QuizView } from '@/lib/tutor/room-quiz/view'
import { announcementOf, namesText } from './quiz-text'

const people = Array.from({ length: 9 }, (_, n) => ({ id: `${n}`, username: `p${n}`, avatarUrl: null }))
const frame = { id: 'quiz', count: 3, isOwn: false, endsAtMs: 2, phaseEndsAtMs: 1 }
const asked = { index: 1, question: 'What is it?', choices: ['a', 'b', 'c', 'd'], choice: null, answered: 0 }

test('names are told one by one, and many as some and a number', () => {
  expect([0, 1, 2, 3, 9].map((count) => namesText(people.slice(0, count)))).toEqual([
    '',
    'p0',
    'p0 and p1',
    'p0, p1 and p2',
    'p0, p1, p2, p3, p4, p5 and 3 more',
  ])
})

test('a question is read with its choices, and is not read again when somebody answers', () => {
  const quiz: QuizView = { ...frame, ...asked, phase: 'question' }
  expect(announcementOf(quiz)).toBe('Question 2 of 3. What is it? 1: a. 2: b. 3: c. 4: d.')
  expect(announcementOf({ ...quiz, choice: 2, answered: 5 })).toBe(announcementOf(quiz))
})

test('the result is read with what one chose and who was right', () => {
  const result = { ...frame, ...asked, phase: 'result', right: 2, rightPeople: people.slice(0, 2) } as const
  expect(announcementOf({ ...result, choice: 2 })).toBe('The right answer: c. You were right. Right: p0 and p1.')
  expect(announcementOf({ ...result, choice: 1 })).toContain('Not this time.')
  const nobody = announcementOf({ ...result, rightPeople: [] })
  expect(nobody).toBe('The right answer: c. You did not answer. Nobody was right.')
})

test('the scores are read at the end, and nothing without a quiz', () => {
  const scores = people.slice(0, 2).map((person, n) => ({ person, right: 2 - n }))
  expect(announcementOf({ ...frame, phase: 'scores', scores })).toBe('The quiz is over. p0 2 of 3, p1 1 of 3')
  expect(announcementOf(null)).toBe('')
})
