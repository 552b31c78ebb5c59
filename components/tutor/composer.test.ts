import { expect, test } from 'vitest'
import { charactersLeft, problemOfDraft, questionOfDraft } from './draft-question'
import { firstSmallEnough, PhotoProblem, shrinkPhoto, sizeWithin } from './shrink-photo'
import { emptyDraft } from './tutor-state'

const photo = { blob: new Blob(['x']), name: 'work.jpg' }
const task = { id: 't1', name: 'Flashcards' }

test('nothing to be seen is no message; a photo or an attempt alone is work to check', () => {
  expect(problemOfDraft({ ...emptyDraft, text: ' \u200b\n' }, null)).toBe('Enter a message')
  expect(problemOfDraft(emptyDraft, photo)).toBeNull()
  expect(questionOfDraft({ draft: emptyDraft, photo, task: null })).toMatchObject({ message: 'Check my work.', photo })
  const tried = { ...emptyDraft, attempt: 'x = 2' }
  expect(problemOfDraft(tried, null)).toBeNull()
  expect(questionOfDraft({ draft: tried, photo: null, task: null })).toMatchObject({ attempt: 'x = 2' })
})

test('characters are counted as people see them, and said near the limit', () => {
  expect(problemOfDraft({ ...emptyDraft, text: '👩‍👩‍👧‍👦'.repeat(4_000) }, null)).toBeNull()
  expect(problemOfDraft({ ...emptyDraft, text: 'a'.repeat(4_001) }, null)).toBe('Use at most 4,000 characters.')
  expect(problemOfDraft({ ...emptyDraft, text: 'a', attempt: 'a'.repeat(4_001) }, null)).toContain('what you tried')
  expect([100, 3_700, 4_002].map((length) => charactersLeft('a'.repeat(length), 4_000))).toEqual([null, 300, -2])
})

test('the task goes along, unless its chip was taken off', () => {
  const draft = { ...emptyDraft, text: 'Why?' }
  expect(questionOfDraft({ draft, photo: null, task })).toMatchObject({ taskId: 't1', taskName: 'Flashcards' })
  const without = { ...draft, isWithoutTask: true }
  expect(questionOfDraft({ draft: without, photo: null, task })).toMatchObject({ taskId: null, taskName: null })
})

test('a photo keeps its shape within 1,600 pixels, and is drawn coarser until it fits', async () => {
  expect(sizeWithin({ width: 4_000, height: 3_000 }, 1_600)).toEqual({ width: 1_600, height: 1_200, isSmaller: true })
  expect(sizeWithin({ width: 90_000, height: 2 }, 1_600)).toMatchObject({ width: 1_600, height: 1 })
  expect(sizeWithin({ width: 800, height: 600 }, 1_600)).toEqual({ width: 800, height: 600, isSmaller: false })
  const drawn = (quality: number) => Promise.resolve(new Blob([new Uint8Array(quality > 0.6 ? 2_000_000 : 1_000)]))
  expect((await firstSmallEnough(drawn)).size).toBe(1_000)
  const huge = () => Promise.resolve(new Blob([new Uint8Array(2_000_000)]))
  await expect(firstSmallEnough(huge)).rejects.toBeInstanceOf(PhotoProblem)
  await expect(shrinkPhoto(new File(['%PDF'], 'a.pdf', { type: 'application/pdf' }))).rejects.toThrow('JPEG, PNG, WebP')
})
