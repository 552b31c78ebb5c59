import fc from 'fast-check'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import Markdown from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { expect, test } from 'vitest'
import { chunksOf, longAnswer } from '@/bench/tutor-answer'
import { splitBlocks } from './split-blocks'

test.each([
  ['', []],
  ['one\ntwo\n\nthree', ['one\ntwo\n\n', 'three']],
  ['# a\ntext', ['# a\n', 'text']],
  ['text\n# a', ['text\n', '# a']],
  ['- a\n\n- b\n\n  more\n\ntext', ['- a\n\n- b\n\n  more\n\n', 'text']],
  ['1. a\n\n2. b', ['1. a\n\n2. b']],
  ['- a\n\n**b**', ['- a\n\n', '**b**']],
  ['```\na\n\nb\n```\ntext', ['```\na\n\nb\n```\n', 'text']],
  ['text\n```\na\n\nb', ['text\n', '```\na\n\nb']],
  ['- a\n\n  ```\n  b\n\n  c\n  ```\n- d', ['- a\n\n  ```\n  b\n\n  c\n  ```\n- d']],
  ['- a\n  - b\n  ```\n  c\n  ```', ['- a\n  - b\n  ```\n  c\n  ```']],
  ['- a\n```\nb\n```', ['- a\n', '```\nb\n```']],
  ['> ```\n> a\n> ```\n> b', ['> ```\n> a\n> ```\n> b']],
  ['$$\na\n\nb\n$$\n\ntext', ['$$\na\n\nb\n$$\n\n', 'text']],
  ['| a |\n|---|\n| b |\n\ntext', ['| a |\n|---|\n| b |\n\n', 'text']],
  ['    code\n\n    more', ['    code\n\n    more']],
  ['```\na\n```\n```\nb\n```', ['```\na\n```\n', '```\nb\n```']],
  ['a\r\n\r\nb', ['a\r\n\r\n', 'b']],
])('%j', (text, blocks) => expect(splitBlocks(text)).toEqual(blocks))

const pieces = [
  'a',
  'b c',
  ' ',
  '  ',
  '    ',
  '\n',
  '\n',
  '\n\n',
  '- ',
  '* ',
  '1. ',
  '> ',
  '# ',
  '```',
  '```\n',
  '~~~\n',
  '$$',
  '$$\n',
  '---',
  '| a |\n|---|\n',
  '**',
  '\t',
]
const markdown = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((some) => some.join(''))

test('joined, the blocks are the text again', () => {
  fc.assert(
    fc.property(markdown, (text) => splitBlocks(text).join('') === text),
    { numRuns: 2_000 },
  )
})

test('a block that has ended stays the same when more text comes', () => {
  fc.assert(
    fc.property(markdown, fc.nat(), (text, cut) => {
      const before = splitBlocks(text.slice(0, cut % (text.length + 1)))
      expect(splitBlocks(text).slice(0, Math.max(0, before.length - 1))).toEqual(before.slice(0, -1))
    }),
    { numRuns: 2_000 },
  )
})

const html = (text: string) => renderToStaticMarkup(createElement(Markdown, { remarkPlugins: [remarkGfm] }, text))

test('parsed one by one, the blocks show what the whole shows', () => {
  // An empty item behind indented code is an item to the parser only where it begins the text.
  const plain = markdown.filter((text) => !text.includes('$$') && !/(?:[-*]|1\.)[ \t]*(?:\n|$)/.test(text))
  fc.assert(
    fc.property(plain, (text) => {
      const pieces = splitBlocks(text).map(html)
      expect(pieces.join('\n').replace(/\s+/g, '')).toBe(html(text).replace(/\s+/g, ''))
    }),
    { numRuns: 500 },
  )
})

test('while 12 KB come in 300 chunks, only the last block is drawn again, and the one that it ended', () => {
  let text = ''
  let before: string[] = []
  const redrawn = chunksOf(longAnswer(12_000), 300).map((chunk) => {
    text += chunk
    const blocks = splitBlocks(text)
    // A block is drawn again when its source changes, or when it is the last one no longer.
    const kept = before.slice(0, -1)
    expect(blocks.slice(0, kept.length)).toEqual(kept)
    const count = blocks.length - kept.length
    before = blocks
    return count
  })
  expect(Math.max(...redrawn)).toBeLessThanOrEqual(3)
  expect(redrawn.filter((count) => count === 1).length).toBeGreaterThan(200)
  expect(before.length).toBeGreaterThan(50)
})
