import { expect, test } from 'vitest'
import { foldCase } from './sql'

test.each([
  ['istanbul', 'İSTANBUL', 'İstanbul', 'ıstanbul', 'ISTANBUL'],
  ['strasse', 'STRAßE', 'Straße', 'STRAẞE', 'STRASSE'],
  ['οδοσ', 'ΟΔΟΣ', 'οδος', 'Οδός'.replace('ό', 'ο')],
  ['cafe 1', 'ＣＡＦＥ　１', 'Cafe 1'],
  ['δοσεισ αλλοσ', 'ΔΟΣΕΙΣ ΑΛΛΟΣ', 'δοσεις αλλος'],
])('%s is found however it is written', (folded, ...written) => {
  for (const text of written) expect(foldCase(text), text).toBe(folded)
})

test('a folded text is folded already', () => {
  for (const text of ['İ', 'ß', 'ẞ', 'ΟΔΟΣ', 'ŉ', 'ǰ', 'ΐ', 'ﬀ', 'Ⅷ', 'ᾳ', 'Ω']) {
    const once = foldCase(text)
    expect(foldCase(once), text).toBe(once)
  }
})
