import { expect, test } from 'vitest'
import { isTooMuch } from '@/components/tutor/markdown/limits'
import { realTarget } from '@/components/tutor/markdown/links'
import { convertMath } from '@/components/tutor/markdown/math-delimiters'
import { splitBlocks } from '@/components/tutor/markdown/split-blocks'
import { formatReply } from './format-reply'
import { readJudgement } from './judgement'

const length = 200_000
const many = (piece: string) => piece.repeat(Math.ceil(length / piece.length))
const blanks = ' '.repeat(length)

/**
 * Each made some pass over an answer take the square of its length: minutes, at this one. All of them together have the
 * few seconds of one test here, so that no clock has to be read.
 */
const hostileTexts: Record<string, string> = {
  'blanks within a line': `a${blanks}b`,
  'unbreakable blanks within a line': `a${'\u00a0'.repeat(length)}b`,
  'blanks behind an underline': `=${blanks}x`,
  'blanks within italic words': `*a${blanks}*?`,
  'blanks within bold words': `**a${blanks}**?`,
  'blanks behind a rule': `-${blanks}x`,
  'blanks behind a column': `|-${blanks}x`,
  'blanks before a line of an item': `- a\n${blanks}x`,
  'columns of blanks': `${many('|-    ')}x`,
  'underlines that are none': `${many('=')}x`,
  'rules that are none': `${many('- ')}x`,
  'links without an end': many('[](a '),
  'ends of links': many('](x '),
  'brackets in addresses': many('](a(b)'),
  'openers of addresses': many(']('),
  'tags before a bracket': `${many('<a ')}> why?`,
  'code over lines': many('`a\n```b\n'),
  'code over lines, closed': many('`a\n``b`\n'),
  'backticks before a line end of others': `${many('`')}\u2028x`,
  'stars without a space': `${many('*a')}?`,
  'bold words without an end': `${many('**a ')}?`,
  'a word': many('a'),
  'words of dots': many('a.'),
  'people without a host': many('a@'),
  backticks: many('`'),
  dollars: many('$'),
  quotes: many('> '),
  'formulas of one line': many('$$a$$ '),
  'formulas behind blanks': ' '.repeat(length / 2) + many('$$a$$ ').slice(length / 2),
  'a formula of blanks': `\\(a${blanks}b\\)`,
  'a formula of dollars': `\\(${many('$ ')}\\)`,
  'dollars that open and close over lines': many('a $$\n$$\n'),
  'blanks in items': `${many('  ')}x`,
  'words that are almost too long': many(`${'a'.repeat(3_999)} `),
  'line ends': many('\r'),
}

const passes: Record<string, (text: string) => unknown> = {
  formatReply,
  splitBlocks,
  isTooMuch: (text) => isTooMuch(text.slice(0, 20_000)),
  'convertMath of what is whole': (text) => convertMath(text, false),
  'convertMath of what is open': (text) => convertMath(text, true),
  realTarget: (text) => realTarget(text, 'https://a.example/'),
  readJudgement: (text) => readJudgement().read(`[[question: new]]${text}`),
}

test.each(Object.entries(passes))(
  '%s takes no longer than its length',
  (_, pass) => {
    for (const [name, text] of Object.entries(hostileTexts)) expect(() => pass(text), name).not.toThrow()
  },
  10_000,
)

test('what has been broken for its length is whole', () => {
  expect(formatReply(`*a${blanks}*?`)).toBe(`*a${blanks}*?`)
  expect(formatReply(`- a${blanks}b?`)).toBe(`- 🔹 **a${blanks}b?**`)
})

test('blanks behind the line of the model are held back only so far', () => {
  const reader = readJudgement()
  const shown = ['[[question: new; try: right]]', ...' '.repeat(200), 'Hi'].map(reader.read).join('')
  expect(shown).toMatch(/^ {80,}Hi$/)
  expect(reader.judgement()).toEqual({ isNew: true, verdict: 'right' })
})
