import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { beforeEach, expect, test, vi } from 'vitest'
import { hostileAnswers, hugeAnswers } from './hostile-answers'

const math = vi.hoisted(() => ({ draw: null as null | typeof import('./math-tree').mathTree }))
// There is no worker here: formulas are drawn at once, or not at all.
vi.mock('./use-math-tree', () => ({
  useMathTree: (tex: string, isDisplay: boolean, isWanted: boolean) =>
    isWanted ? (math.draw?.(tex, isDisplay) ?? null) : null,
}))

const { AnswerMarkdown } = await import('./answer-markdown')
const { mathTree } = await import('./math-tree')

beforeEach(() => {
  math.draw = mathTree
})

const html = (text: string, isStreaming = false) =>
  renderToStaticMarkup(createElement(AnswerMarkdown, { text, isStreaming }))

const tagPattern = /<[a-z](?:"[^"]*"|[^>"])*>/g
const harmless = new Set(
  'div p span a bdi h3 h4 h5 h6 ul ol li input strong em del br hr blockquote figure figcaption pre code table thead tbody tr th td section sup button svg path rect math mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup mover munder munderover mtable mtr mtd mstyle'.split(
    ' ',
  ),
)
const ownAttributes =
  /^(?:class|dir|href|target|rel|aria-[a-z]+|role|tabindex|type|disabled|readonly|checked|start|scope|xmlns|width|height|viewBox|fill|stroke|stroke-width|stroke-linecap|stroke-linejoin|d|x|y|rx|ry|display|displaystyle|scriptlevel|stretchy|fence|form|lspace|rspace|movablelimits|separator|mathvariant)$/i

/** Everything in markup that could run, load or lead somewhere. */
function activeIn(markup: string): string[] {
  return (markup.match(tagPattern) ?? []).flatMap((tag) => {
    const [, name = ''] = /^<([a-zA-Z]+\d?)/.exec(tag) ?? []
    const attributes = [...tag.matchAll(/\s([a-zA-Z-]+)(?:="([^"]*)")?/g)]
    const bad = attributes.filter(
      ([, key = '', value = '']) =>
        !ownAttributes.test(key) || (key === 'href' && !/^(?:https?:\/\/|mailto:)/.test(value)),
    )
    return harmless.has(name) && bad.length === 0 ? [] : [tag]
  })
}

test('the judge of markup finds what is active', () => {
  for (const tag of [
    '<script>',
    '<img src="x">',
    '<p onclick="x">',
    '<p style="x">',
    '<a href="javascript:x">',
    '<a href="/x">',
  ])
    expect(activeIn(tag)).toEqual([tag])
})

test.each(Object.entries(hostileAnswers))('%s: nothing active, whole and cut off at any letter', (_, text) => {
  for (let length = 0; length <= text.length; length++) {
    const half = text.slice(0, length)
    expect(activeIn(html(half, true))).toEqual([])
    expect(activeIn(html(half, false))).toEqual([])
  }
})

test.each(Object.entries(hugeAnswers))('%s: shown, without growing beyond measure', (_, text) => {
  for (const isStreaming of [true, false]) expect(html(text, isStreaming).length).toBeGreaterThan(10)
})

test('prices and variables are no maths', () => {
  const text = html('From $5 to $10, R$ 20 and R$ 30, $HOME/$USER, 5$ or $$.')
  expect(text).not.toContain('<math')
  expect(text).toContain('From $5 to $10, R$ 20 and R$ 30, $HOME/$USER, 5$ or $$.')
})

test('formulas are MathML, inline and on their own lines, in each notation', () => {
  for (const text of ['a $$x$$ b', 'a \\(x\\) b', 'a \\[x\\] b']) expect(html(text)).toContain('<math display="inline"')
  for (const text of ['$$\nx\n$$', '$$x$$', '\\[x\\]', '\\[\nx\n\\]'])
    expect(html(text)).toContain('<math display="block"')
  expect(html('a \\(x\\) b')).toContain('<mi>x</mi>')
})

test('a formula shows its source while it is written, while what draws it is missing, and when it is wrong', () => {
  for (const text of ['a \\(x^2', 'a $$x^2', '$$\nx^2', '\\[\nx^2'])
    expect(html(text, true)).toMatch(/<code[^>]*>x\^2<\/code>/)
  expect(html('$$\\frac{1}$$')).toMatch(/<code[^>]*>\\frac\{1\}<\/code>/)
  math.draw = null
  expect(html('a $$x^2$$')).toMatch(/<code[^>]*>x\^2<\/code>/)
})

test('a price that ends the answer is not the beginning of a formula for ever', () => {
  expect(html('It costs $$', false)).toContain('It costs $$')
})

test('images are their words, and nothing is fetched for them', () => {
  expect(html('![a cell](https://evil.example/p.png)')).toContain('a cell')
  expect(html('![](https://evil.example/p.png)')).toContain('Picture')
  expect(html('![a](https://evil.example/p.png)')).not.toContain('evil.example')
})

test('links open elsewhere and say where they lead', () => {
  const text = html('[bank.example](https://evil.example/a)')
  expect(text).toContain('href="https://evil.example/a" target="_blank" rel="nofollow noopener noreferrer"')
  expect(text).toContain('(evil.example)')
  expect(html('[the book](https://good.example)')).not.toContain('(good.example)')
})

test('tables align by classes and scroll on their own', () => {
  const text = html('| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |')
  expect(text).toMatch(/role="group" aria-label="Table" tabindex="0"/)
  for (const name of ['text-left', 'text-center', 'text-right']) expect(text.split(name).length).toBe(3)
  expect(text).not.toContain('style=')
})

test('code can be copied when its end has come', () => {
  expect(html('```js\nlet a\n', true)).not.toContain('Copy code')
  expect(html('```js\nlet a\n```', true)).toContain('Copy code')
  expect(html('- a\n\n  ```js\n  let a\n  ```')).toContain('Copy code')
  expect(html('> ```js\n> let a\n> ```')).toContain('Copy code')
  expect(html('```js\nlet a\n```')).toMatch(/aria-label="Code in js"[\s\S]*let a/)
})

test('headings stay below those of the page', () => {
  const text = html('# a\n\n## b\n\n### c\n\n#### d\n\n###### e\n\nf\n===')
  expect(text.match(/<h\d/g)).toEqual(['<h3', '<h4', '<h5', '<h6', '<h6', '<h3'])
})

test('items to be done have boxes that only say so', () => {
  const text = html('- [x] read\n- [ ] write')
  expect(text).toMatch(/<input type="checkbox" disabled="" readOnly="" aria-label="Done"[^>]*checked=""/)
  expect(text).toMatch(/<input type="checkbox" disabled="" readOnly="" aria-label="Not done"/)
})

test('each block takes the direction of its words; code and maths go from left to right', () => {
  const text = html('# שלום\n\nمرحبا\n\n- 你好\n\n> שלום\n\n| שלום |\n|---|\n| a |\n\n`x` \\(x\\)\n\n```\nx\n```')
  for (const tag of ['h3', 'p', 'li', 'th', 'td']) expect(text).toMatch(new RegExp(`<${tag}[^>]* dir="auto"`))
  for (const tag of ['code', 'math', 'pre']) expect(text).toMatch(new RegExp(`<${tag}[^>]* dir="ltr"`))
  expect(text.match(/<p(?![a-z])[^>]*>/g)?.every((tag) => tag.includes('dir="auto"'))).toBe(true)
})

test('a list or a quote of Hebrew goes from right to left, though its paragraphs say so themselves', () => {
  for (const text of ['- שלום\n\n- a', '> שלום', '1. שלום'])
    expect(html(text)).toMatch(/<(?:ul|ol|blockquote)[^>]* dir="rtl"/)
  expect(
    html('- שלום\n\n- a')
      .match(/<li[^>]*/g)
      ?.map((tag) => tag.includes('dir="rtl"')),
  ).toEqual([true, false])
})

test('a table of Hebrew has its first column on the right', () => {
  const table = (word: string) => html(`| ${word} | a |\n|---|---|\n| b | c |`)
  expect(table('שלום')).toMatch(/<div dir="rtl"[^>]* aria-label="Table"/)
  expect(table('word')).toMatch(/<div dir="auto"[^>]* aria-label="Table"/)
})

test('a long formula within a line scrolls instead of running out of it, a short one is part of the line', () => {
  const long = Array.from('abcdefghijklmnopq').join(' + ')
  expect(html(`a $$${long}$$ b`)).toMatch(
    /<span role="group" aria-label="Formula"[^>]*max-w-full overflow-x-auto[^>]*>/,
  )
  expect(html('a $$x^2$$ b')).not.toContain('role="group"')
  math.draw = null
  expect(html(`a $$${long}$$ b`)).not.toContain('role="group"')
})

test('questions are bold, bullets have an emoji, lines break where they were broken', () => {
  expect(html('What is it?')).toMatch(/<strong[^>]*>What is it\?<\/strong>/)
  expect(html('- one')).toContain('🔹 one')
  expect(html('one\ntwo')).toMatch(/one<br\/>\s*two/)
})

test('what is half written is closed while it streams', () => {
  expect(html('a **b', true)).toMatch(/<strong[^>]*>b<\/strong>/)
  expect(html('a **b', false)).toContain('a **b')
  expect(html('a [b](https://x.exam', true)).not.toContain('x.exam')
})

test('an answer that has come in chunks is drawn like one that came at once', () => {
  const text =
    '# Cells\n\nWhat **is** a cell?\n\n- one\n- two ~ 5 > 3\n\n```js\nlet a\n```\n\n| a |\n|--:|\n| \\(x\\) |\n\nEnd.'
  expect(html(text, true)).toBe(html(text, false))
})
