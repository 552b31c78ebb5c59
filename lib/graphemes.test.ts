import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { graphemesOf, shorten } from './graphemes'

const family = '👨‍👩‍👧‍👦'
const flag = '🇩🇪'
const whole = [family, flag, '👍🏽', '❤️', 'é', '각', '한', 'क्षि', 'a', '🏴‍☠️', '1️⃣']

const engines: [name: string, hide: () => void][] = [
  ['Intl.Segmenter', () => {}],
  ['an engine without it', () => vi.stubGlobal('Intl', { ...Intl, Segmenter: undefined })],
]

afterEach(() => vi.unstubAllGlobals())

for (const [engine, hide] of engines) {
  test(`flags, families and accents are never cut in two (${engine})`, () => {
    hide()
    for (const letter of whole.filter((one) => one !== 'क्षि')) {
      expect(graphemesOf(letter, 5)).toEqual([letter])
      expect(shorten(`ab${letter}${letter}${letter}`, 4)).toBe(`ab${letter}…`)
      expect(shorten(`ab${letter}${letter}`, 4)).toBe(`ab${letter}${letter}`)
    }
    expect(graphemesOf(`${flag}${flag}🇫🇷`, 5)).toEqual([flag, flag, '🇫🇷'])
  })

  test(`the beginning stays the beginning, and no half of a letter comes out (${engine})`, () => {
    hide()
    const words = fc
      .array(fc.oneof(fc.constantFrom(...whole), fc.string({ unit: 'binary' })))
      .map((all) => all.join(''))
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 20 }), (text, max) => {
        const short = shorten(text, max)
        if (short === text) return
        expect(text.startsWith(short.slice(0, -1))).toBe(true)
        expect(graphemesOf(short, 1_000).length).toBeLessThanOrEqual(max)
        expect(Buffer.from(short).toString()).toBe(short)
      }),
    )
  })
}

test('one letter under a pile of marks cannot make the beginning long', () => {
  expect(shorten(`a${'\u0301'.repeat(1_900)}`, 120).length).toBeLessThanOrEqual(520)
  expect(shorten(`b${family.repeat(150)}`, 120).length).toBeLessThanOrEqual(520)
})
