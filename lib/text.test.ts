import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanIdentifier, cleanLine, cleanText, countCharacters, fitsIn, hasInk, visibleCharacters } from './text'

const units = fc.string({ unit: 'binary', maxLength: 60 })
const kept = /^[^\p{Cs}\p{Noncharacter_Code_Point}\u202a-\u202e\u2066-\u2069]*$/u

test('cleaned text holds nothing a database refuses, and cleaning it again changes nothing', () => {
  const hostile = fc.oneof(
    units,
    fc.constantFrom('\0', '\ud800', '\udc00a', '\ufffe', '\u{1ffff}', '\r\n', '\u2028', '\u202e'),
  )
  fc.assert(
    fc.property(fc.array(hostile), (parts) => {
      const text = parts.join('')
      for (const clean of [cleanText, cleanLine]) {
        const once = clean(text)
        expect(once).toMatch(kept)
        expect(once.replace(/[\n\t]/g, '')).not.toMatch(/\p{Cc}/u)
        expect(clean(once)).toBe(once)
      }
      expect(cleanLine(text)).not.toMatch(/[\n\t]/)
      expect(cleanIdentifier(text)).not.toMatch(/[\s\p{Cf}\p{Cc}\p{Cs}]/u)
    }),
  )
  expect(cleanText(' a\r\nb\rc\u2028d\0\u0007 ')).toBe('a\nb\nc\nd')
})

describe('what can be seen', () => {
  test.each([
    '',
    ' \n ',
    '\u200b\u200b\u200b',
    '\u3164',
    '\u115f\u1160\uffa0',
    '\u2800\u2800',
    '\u00ad\u034f',
    '\u2060\u2063\ufeff',
    '\ufe0f\u200d',
    '\u{e0061}\u{e007f}',
    '\u180e\u17b4',
    '\u3000\u00a0\u202f',
    '\u0301\u0300',
    '\u{1d159}',
  ])('%j is nothing', (text) => expect(hasInk(text)).toBe(false))

  test.each(['a', '.', '7', '☕', '👩‍💻', '🇩🇪', '1️⃣', '日本', 'שלום', 'ก็', '\u200bx', '∑', '\ue000'])(
    '%s is something',
    (text) => expect(hasInk(text)).toBe(true),
  )

  test('joiners stay where words need them, and make no name longer', () => {
    expect(cleanLine('👩‍💻 می‌خواهم')).toBe('👩‍💻 می‌خواهم')
    expect([visibleCharacters('a\u200b\u200b'), visibleCharacters('👩‍💻')]).toEqual([1, 1])
  })
})

describe('length in characters as people see them', () => {
  test.each([
    ['abc', 3],
    ['👍', 1],
    ['👍🏽', 1],
    ['👨‍👩‍👧‍👦', 1],
    ['🇩🇪🇫🇷', 2],
    ['❤️', 1],
    ['e\u0301', 1],
    ['a\nb', 3],
    ['', 0],
  ])('%s: %i', (text, length) => expect(countCharacters(text)).toBe(length))

  test('a pile of marks weighs what it weighs: a limit in characters bounds the bytes too', () => {
    const pile = `a${'\u0301'.repeat(100_000)}`
    expect(countCharacters(pile)).toBeGreaterThan(2_000)
    expect(fitsIn(pile, 2_000)).toBe(false)
    for (const emoji of ['👍🏽', '👨‍👩‍👧‍👦', '🇩🇪', '🏴󠁧󠁢󠁥󠁮󠁧󠁿']) {
      expect(fitsIn(emoji.repeat(2_000), 2_000), emoji).toBe(true)
      expect(fitsIn(emoji.repeat(2_001), 2_000), emoji).toBe(false)
    }
  })
})
