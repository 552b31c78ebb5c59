import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  describeHit,
  type ForbiddenWord,
  readForbiddenWords,
  type Source,
  synonymsIn,
  wordsIn,
} from './testing/vocabulary'
import { vocabularySources } from './testing/vocabulary-sources'

const root = new URL('..', import.meta.url).pathname
const glossary = readFileSync(`${root}docs/glossary.md`, 'utf8')

test('the tree uses one word per idea (docs/glossary.md; npm run words lists the hits by word)', () => {
  const sources = vocabularySources(root)
  expect(sources.length).toBeGreaterThan(500)
  expect(synonymsIn(sources, readForbiddenWords(glossary)).map(describeHit)).toEqual([])
})
