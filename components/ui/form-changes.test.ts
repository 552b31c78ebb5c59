import { expect, test } from 'vitest'
import { contentOf } from './form-changes'

function form(...fields: readonly (readonly [string, string | File])[]): FormData {
  const data = new FormData()
  for (const [name, value] of fields) data.append(name, value)
  return data
}

const file = (name: string, words: string) => new File([words], name, { lastModified: 1 })

test('the same words are the same', () => {
  expect(contentOf(form(['title', 'Algebra'], ['notes', '']))).toBe(
    contentOf(form(['title', 'Algebra'], ['notes', ''])),
  )
  expect(contentOf(form(['avatar', file('me.png', 'x')]))).toBe(contentOf(form(['avatar', file('me.png', 'x')])))
})

test.each([
  ['a word more', form(['title', 'Algebra'], ['notes', 'x'])],
  ['a space', form(['title', 'Algebra '], ['notes', ''])],
  ['what was there taken out', form(['title', ''], ['notes', ''])],
  ['a box that was ticked', form(['title', 'Algebra'], ['notes', ''], ['isPublic', 'on'])],
  ['the same words in other fields', form(['title', ''], ['notes', 'Algebra'])],
  ['words that look like two fields', form(['title', 'Algebra","notes",""'], ['notes', ''])],
])('%s is a change', (_, changed) => {
  expect(contentOf(changed)).not.toBe(contentOf(form(['title', 'Algebra'], ['notes', ''])))
})

test('another picture is a change, and so is one where there was none', () => {
  const chosen = contentOf(form(['avatar', file('me.png', 'x')]))
  expect(contentOf(form(['avatar', file('you.png', 'x')]))).not.toBe(chosen)
  expect(contentOf(form(['avatar', file('me.png', 'xy')]))).not.toBe(chosen)
  expect(contentOf(form(['avatar', file('', '')]))).not.toBe(chosen)
})
