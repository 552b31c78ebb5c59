import fc from 'fast-check'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import Markdown from 'react-markdown'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import { expect, test } from 'vitest'
import { formatReply } from './format-reply'

test.each([
  ['What is a cell?', '**What is a cell?**'],
  ['你学了什么？', '**你学了什么？**'],
  ['ما هي الخلية؟', '**ما هي الخلية؟**'],
  ['**What is it?**', '**What is it?**'],
  ['What is **a cell**?', '**What is a cell?**'],
  ['Is it *this* one?', '**Is it *this* one?**'],
  ['What is 2*3?', 'What is 2*3?'],
  ['What is 2 * 3?', '**What is 2 * 3?**'],
  ['> Why?', '> **Why?**'],
  ['1. Why?', '1. **Why?**'],
  ['- one', '- 🔹 one'],
  ['  * two', '  * 🔹 two'],
  ['+ three', '+ 🔹 three'],
  ['- ✅ done', '- ✅ done'],
  ['- 👩‍🔬 a chemist', '- 👩‍🔬 a chemist'],
  ['- 1️⃣ first', '- 1️⃣ first'],
  ['- 2 apples', '- 🔹 2 apples'],
  ['- **🌱 Growth** is', '- **🌱 Growth** is'],
  ['- Why?', '- 🔹 **Why?**'],
  ['- ✅ Why?', '- ✅ **Why?**'],
  ['- [ ] read it', '- [ ] read it'],
  ['- [x] Why?', '- [x] **Why?**'],
  ['- # heading', '- # heading'],
  ['- - nested', '- - nested'],
  ['-', '-'],
  ['---', '---'],
  ['* * *', '* * *'],
  ['# Why?', '# Why?'],
  ['| a | why?', '| a | why?'],
  ['See [why](https://a.example/b?c=1)?', '**See [why](https://a.example/b?c=1)?**'],
  ['See https://a.example/find?', 'See https://a.example/find?'],
  ['Is `x?` right', 'Is `x?` right'],
  ['Is `a*b` right?', '**Is `a*b` right?**'],
  ['Is `x right?', 'Is `x right?'],
  ['Is $$x*y$$ right?', '**Is $$x*y$$ right?**'],
  ['\\[', '\\['],
  ['    why?', '    why?'],
])('%s becomes %s', (before, after) => expect(formatReply(before)).toBe(after))

test.each([
  '```js\nwhy?\n- x\n```\n',
  '~~~\nwhy?\n```\n- x\n~~~\n',
  '$$\nx = ?\n- y?\n$$\n',
  '\\[\nx = ?\n\\]\n',
  '| a |\n|---|\nwhy?\n',
  '- ```\n  why?\n  - x\n  ```\n',
  '> ```\n> why?\n> ```\n',
  'It is `code\nwhy?\nmore` so\n',
])('%j stays as it is', (text) => expect(formatReply(text)).toContain(text.split('\n')[1]))

test('a single line break stays one, also between items and lines of them', () => {
  expect(formatReply('one\ntwo\n\nthree')).toBe('one  \ntwo  \n\nthree')
  expect(formatReply('one  \ntwo\\\nthree\r\nfour')).toBe('one  \ntwo\\\nthree  \r\nfour')
})

const pieces = [
  'a',
  'word',
  '什么',
  'שלום',
  ' ',
  ' ',
  '\n',
  '\n',
  '\n\n',
  '?',
  '？',
  '*',
  '**',
  '_',
  '`',
  '```\n',
  '- ',
  '* ',
  '1. ',
]
const more = [
  '    ',
  '> ',
  '# ',
  '|',
  '|---|\n',
  '$$',
  '\\(',
  '\\)',
  '\\[',
  '\\]',
  '[',
  '](',
  ')',
  'https://a.example/',
  '\\',
  '~~',
  '🔹 ',
  '✅',
]
const markdown = fc.array(fc.constantFrom(...pieces, ...more), { maxLength: 40 }).map((some) => some.join(''))
const sane = fc
  .array(fc.constantFrom('a', 'b?', '**c**', '*d*', '`e?`', '$$f?$$', '[g](https://h.example/?)', '3 * 4', 'i_j'), {
    minLength: 1,
    maxLength: 6,
  })
  .map((words) => words.join(' '))
const answer = fc
  .array(
    fc.tuple(fc.constantFrom('', '- ', '1. ', '> ', '# ', '  - ', '- [ ] '), sane, fc.constantFrom('\n', '\n\n')),
    { maxLength: 8 },
  )
  .map((lines) => lines.map((line) => line.join('')).join(''))

test('formatting twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.oneof(markdown, answer), (text) => formatReply(formatReply(text)) === formatReply(text)),
    { numRuns: 2_000 },
  )
})

test('a line that has ended does not change with what comes after it', () => {
  fc.assert(
    fc.property(markdown, fc.nat(), (text, cut) => {
      const half = formatReply(text.slice(0, cut % (text.length + 1)))
      const ended = half.slice(0, half.lastIndexOf('\n') + 1)
      // Between the two letters of a line end of Windows nothing has ended.
      expect(formatReply(text).startsWith(ended)).toBe(true)
    }),
    { numRuns: 2_000 },
  )
})

const plugins = [
  [remarkGfm, { singleTilde: false }],
  [remarkMath, { singleDollarTextMath: false }],
] as never
const html = (text: string) => renderToStaticMarkup(createElement(Markdown, { remarkPlugins: plugins }, text))
const wordsOf = (text: string) =>
  html(text)
    .replace(/<[^>]*>|🔹/g, '')
    .replace(/\s+/g, '')

test('no word and no mark of an answer is lost or added', () => {
  fc.assert(
    fc.property(answer, (text) => {
      expect(wordsOf(formatReply(text))).toBe(wordsOf(text))
    }),
    { numRuns: 150 },
  )
})

test('every question that is made bold is bold in what is shown', () => {
  fc.assert(
    fc.property(sane, (words) => {
      const line = formatReply(`${words} why?`)
      expect(html(line)).toMatch(/^<p><strong>[\s\S]*<\/strong><\/p>$/)
    }),
    { numRuns: 150 },
  )
})

test('what is hostile takes no longer than its length', () => {
  for (const text of [
    '`'.repeat(10_000),
    'a'.repeat(100_000),
    '*a'.repeat(20_000),
    '$$a'.repeat(20_000),
    '[a]('.repeat(20_000),
  ])
    expect(formatReply(text)).toContain(text.slice(0, 100))
})
