import { beforeEach, expect, test } from 'vitest'
import { isTutorOpen, openTutor, resetTutorOpening, takeTutorDraft, tutorDraft } from './tutor-opening'

beforeEach(resetTutorOpening)

test('a draft is taken once, by the composer that comes first', () => {
  openTutor('Why is 0.1 + 0.2 not 0.3?')
  expect(isTutorOpen.get()).toBe(true)
  expect(takeTutorDraft()).toBe('Why is 0.1 + 0.2 not 0.3?')
  expect(takeTutorDraft()).toBeNull()
})

test('an empty draft is one as well: the composer learns that it is wanted', () => {
  let changes = 0
  const stop = tutorDraft.subscribe(() => changes++)
  openTutor()
  expect(changes).toBe(1)
  expect(takeTutorDraft()).toBe('')
  stop()
})

test('what one person wrote does not wait for the next one', () => {
  openTutor('private')
  resetTutorOpening()
  expect(isTutorOpen.get()).toBe(false)
  expect(takeTutorDraft()).toBeNull()
})
