import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanText } from '@/lib/text'
import { toAnkiText } from './anki'

/**
 * The file as Anki reads it: leading lines with `#` say how; then rows as in RFC 4180, divided by tabs, in which quotes
 * may hold everything, and a row that begins with `#` is a comment.
 */
function readAsAnki(file: string): { head: string[]; rows: string[][] } {
  const head = /^(?:#.*\n)*/.exec(file)?.[0] ?? ''
  const rows: string[][] = []
  let [row, field, isQuoted, isComment] = [[] as string[], '', false, false]
  const text = file.slice(head.length)
  for (let at = 0; at < text.length; at++) {
    const c = text[at] as string
    if (isComment) isComment = c !== '\n'
    else if (isQuoted && c === '"' && text[at + 1] === '"') {
      field += '"'
      at++
    } else if (c === '"' && (isQuoted || field === '')) isQuoted = !isQuoted
    else if (isQuoted) field += c
    else if (c === '#' && row.length === 0 && field === '') isComment = true
    else if (c === '\t') {
      row.push(field)
      field = ''
    } else if (c === '\n') {
      rows.push([...row, field])
      row = []
      field = ''
    } else field += c
  }
  return { head: head.split('\n').filter((line) => line !== ''), rows }
}

const nasty = fc
  .array(
    fc.constantFrom('a', '\t', '\n', '"', '""', '#', ' ', '<b>', '&', ',', ';', '=', 'é', '学', '😀', 'שלום', '\\'),
  )
  .map((parts) => cleanText(parts.join('')))
  .filter((text) => text !== '')

test('every card comes out of the file as it went in, a row each', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ question: nasty, answer: nasty }), { maxLength: 8 }), (cards) => {
      const { head, rows } = readAsAnki(toAnkiText(cards))
      expect(head).toEqual(['#separator:tab', '#html:false', '#columns:Front\tBack'])
      expect(rows).toEqual(cards.map(({ question, answer }) => [question, answer]))
    }),
  )
})

test('a file of two cards', () => {
  const cards = [
    { question: '#1: what is a "ring"?', answer: 'a set\twith + and ·' },
    { question: 'Two\nlines', answer: '<b>4</b>' },
  ]
  expect(toAnkiText(cards)).toBe(
    '#separator:tab\n#html:false\n#columns:Front\tBack\n"#1: what is a ""ring""?"\t"a set\twith + and ·"\n"Two\nlines"\t"<b>4</b>"\n',
  )
})
