import { expect, test } from 'vitest'
import type { Answer, StudentMessage } from '@/lib/tutor/views'
import { questionOf, withItem, withMessage, withPage } from './tutor-state'

const createdAt = '2026-01-01T00:00:00.000Z'
const answer = (seq: number, body: string, more: Partial<Answer> = {}): Answer => ({
  role: 'tutor',
  id: `m${seq}`,
  seq,
  body,
  status: 'streaming',
  failure: null,
  step: null,
  createdAt,
  ...more,
})
const student = (seq: number): StudentMessage => ({
  role: 'student',
  id: `m${seq}`,
  seq,
  body: 'Why?',
  intent: 'ask',
  attempt: '',
  taskName: null,
  hasPhoto: false,
  createdAt,
})
const page = (messages: (Answer | StudentMessage)[], hasEarlier = false) => ({
  id: 'c',
  title: 'A talk',
  updatedAt: createdAt,
  messages,
  hasEarlier,
})

test('a page never shortens an answer that is being written, and has the last word on one that is over', () => {
  const shown = [student(1), answer(2, 'One two')]
  expect(withPage(shown, page([student(1), answer(2, 'One')])).messages[1]?.body).toBe('One two')
  const over = answer(2, 'One', { status: 'stopped' })
  expect(withPage(shown, page([student(1), over])).messages[1]).toEqual(over)
})

test('earlier messages stay above the newest page, and what is gone from it goes', () => {
  const shown = [student(1), answer(2, 'a'), student(3), answer(4, 'b')]
  const { messages, hasEarlier } = withPage(shown, page([answer(4, 'b')], true))
  expect([messages.map(({ seq }) => seq), hasEarlier]).toEqual([[1, 2, 3, 4], false])
  expect(withPage(shown, page([student(3)])).messages.map(({ seq }) => seq)).toEqual([3])
})

test('a message is there once, in its place', () => {
  expect(withMessage([student(1), student(5)], answer(3, 'x')).map(({ seq }) => seq)).toEqual([1, 3, 5])
  expect(withMessage([student(1), answer(3, 'x')], answer(3, 'y')).map(({ body }) => body)).toEqual(['Why?', 'y'])
})

test('the question of an answer is the last one before it', () => {
  const messages = [student(1), answer(2, 'a'), student(3), answer(4, 'b')]
  expect(questionOf(messages, 'm4')?.id).toBe('m3')
  expect(questionOf(messages, 'm9')).toBeNull()
})

test('the conversation that was used last is listed first, once', () => {
  const item = (id: string, updatedAt: string) => ({ id, title: id, updatedAt })
  const items = [item('a', '2026-01-02'), item('b', '2026-01-01')]
  expect(withItem(items, item('b', '2026-01-03')).map(({ id }) => id)).toEqual(['b', 'a'])
})
