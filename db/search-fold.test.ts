import fc from 'fast-check'
import { expect, test } from 'vitest'
import { searchFold } from './search-fold'

test.each([
  ['istanbul', 'İSTANBUL', 'İstanbul', 'ıstanbul', 'ISTANBUL'],
  ['strasse', 'STRAßE', 'Straße', 'STRAẞE', 'STRASSE'],
  ['οδοσ', 'ΟΔΟΣ', 'οδος', 'Οδός', 'ΟΔΌΣ'],
  ['σισυφοσ', 'ΣΊΣΥΦΟΣ', 'σισυφος', 'Σίσυφος'],
  ['cafe creme', 'Café crème', 'CAFÉ CRÈME', 'Cafe\u0301 cre\u0300me', 'cafe creme'],
  ['zerowidth', 'zero\u200bwidth', 'zero\u00adwidth', 'ZERO\ufeffWIDTH', 'zero\u2060wi\u034fdth', 'zero\u202ewidth'],
  ['resume', 'Résumé', 'resumé', 'R\u200be\u0301sume\u0301'],
  ['lodz smorrebrod', 'Łódź Smørrebrød', 'ŁÓDŹ SMØRREBRØD'],
  ['daemon oeuvre', 'dæmon œuvre', 'DÆMON ŒUVRE'],
  ['viet nam dong', 'Việt Nam Đồng', 'VIỆT NAM ĐỒNG'],
  ['елка и чаи', 'Ёлка и Чай', 'ЁЛКА И ЧАЙ', 'Е\u0308лка и Чаи\u0306'],
  ['شاي', 'شَاي', 'شاي'],
  ['שלום', 'שָׁלוֹם', 'שלום'],
  ['o\'brien\'s - "tea"', 'O’Brien‘s – “Tea”', 'O\'Brien\'s - "Tea"', 'OʼBrien′s — „TEA‟'],
  ['cafe 1', 'ＣＡＦＥ　１', 'Cafe 1'],
  ['δοσεισ αλλοσ', 'ΔΟΣΕΙΣ ΑΛΛΟΣ', 'δοσεις αλλος'],
])('%s is found however it is written', (folded, ...written) => {
  for (const text of written) expect(searchFold(text), text).toBe(folded)
})

test('a folded text is folded already', () => {
  for (const text of ['İ', 'ß', 'ẞ', 'ΟΔΟΣ', 'ŉ', 'ǰ', 'ΐ', 'ﬀ', 'Ⅷ', 'ᾳ', 'Ω']) {
    const once = searchFold(text)
    expect(searchFold(once), text).toBe(once)
  }
})

test.each([
  // Vowel signs, tone marks and voicing are letters of their scripts.
  ['की', 'का'],
  ['हिन्दी', 'हनद'],
  ['ที่', 'ท'],
  ['が', 'か'],
  ['ぱ', 'ば'],
  // Syllables stay whole: one is not found in another.
  ['한', '하'],
  ['ক', 'কি'],
])('%s is another word than %s', (one, other) => {
  expect(searchFold(one)).not.toBe(searchFold(other))
  expect(searchFold(one)).toBe(searchFold(one.normalize('NFD')))
})

test('a Hangul syllable is not found by the beginning of it', () => {
  expect(searchFold('한국').includes(searchFold('하'))).toBe(false)
  expect(searchFold('한국').includes(searchFold('한'.normalize('NFD')))).toBe(true)
})

test('every spelling of a text is folded alike, and no more than once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const folded = searchFold(text)
      expect(searchFold(folded)).toBe(folded)
      for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD'] as const) expect(searchFold(text.normalize(form))).toBe(folded)
    }),
    { numRuns: 2_000 },
  )
  // Each letter there is.
  for (let point = 0x20; point < 0x1_f000; point++) {
    if (point >= 0xd800 && point < 0xe000) continue
    const folded = searchFold(String.fromCodePoint(point))
    if (searchFold(folded) !== folded) expect.fail(`U+${point.toString(16)} is not folded at once`)
  }
})
