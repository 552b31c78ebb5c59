import fc from 'fast-check'
import { expect, test } from 'vitest'
import { avatarArt, avatarMarkup, palettes, pours } from './avatar-art'

const names = fc.string({ unit: 'grapheme', minLength: 0, maxLength: 40 })

test('the same name always gets the same cup, whatever its case or surrounding space', () => {
  fc.assert(
    fc.property(names, (name) => {
      expect(avatarArt(name)).toEqual(avatarArt(name))
      expect(avatarArt(`  ${name} `)).toEqual(avatarArt(name))
    }),
  )
  expect(avatarArt('Mira')).toEqual(avatarArt('mira'))
})

test('every name yields drawable shapes in the 64 box', () => {
  fc.assert(
    fc.property(names, (name) => {
      const art = avatarArt(name)
      expect(palettes).toContain(art.palette)
      expect(art.shapes.length).toBeGreaterThan(0)
      for (const shape of art.shapes) {
        expect(shape.d).toMatch(/^M[\d\s.MLQAcaZV-]+$/)
        expect(shape.d).not.toContain('NaN')
        expect(shape.opacity).toBeGreaterThan(0.3)
      }
    }),
  )
})

test('many names use every pour and palette, none far too often', () => {
  const counts = new Map<string, number>()
  for (let index = 0; index < 2400; index++) {
    const { pour, palette } = avatarArt(`student${index}`)
    counts.set(pour, (counts.get(pour) ?? 0) + 1)
    counts.set(palette.crema, (counts.get(palette.crema) ?? 0) + 1)
  }
  for (const pour of pours) expect(counts.get(pour)).toBeGreaterThan(2400 / pours.length / 1.6)
  for (const { crema } of palettes) expect(counts.get(crema)).toBeGreaterThan(2400 / palettes.length / 1.6)
})

test('no word of a name gets into the markup, and every drawing is complete', () => {
  fc.assert(
    fc.property(names, (name) => {
      const markup = avatarMarkup(name, 'cup')
      expect(
        markup.replaceAll(/<\/?(radialGradient|stop|circle|path|g)( [a-z-]+="[\w #().,%MLQAcaZV-]*")*\/?>/gi, ''),
      ).toBe('')
      expect(markup.match(/<path /g)).toHaveLength(avatarArt(name).shapes.length + 1)
    }),
  )
})
