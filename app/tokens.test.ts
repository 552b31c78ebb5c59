import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Colour, contrast, over, parseOklch, readColourTokens } from '@/lib/testing/contrast'

const tokens = readColourTokens(readFileSync(new URL('./styles/tokens.css', import.meta.url), 'utf8'))

type Mode = 'light' | 'dark'

function token(name: string, mode: Mode): Colour {
  const value = tokens.get(name)
  if (!value) throw new Error(`styles/tokens.css has no --color-${name} as light-dark(oklch, oklch)`)
  return value[mode]
}

/** Layers from back to front, down to one opaque colour. */
function stack(mode: Mode, ...names: string[]): Colour {
  return names.slice(1).reduce((below, name) => over(token(name, mode), below), token(names[0] ?? '', mode))
}

/** Where text may lie, each over the worst a scene may show, and over the plain canvas. */
const surfaces = {
  solid: ['solid'],
  'solid, hovered': ['solid', 'wash-strong'],
  'glass on the worst scene': ['scene-extreme', 'glass'],
  'glass on the canvas': ['canvas', 'glass'],
  'raised glass on the worst scene': ['scene-extreme', 'glass', 'glass-raised'],
  'raised glass, hovered': ['scene-extreme', 'glass', 'glass-raised', 'wash-strong'],
  'field on glass': ['scene-extreme', 'glass', 'field'],
} as const

const tinted = ['accent', 'break', 'danger', 'success', 'warning'] as const

for (const mode of ['light', 'dark'] as const) {
  describe(`${mode} theme`, () => {
    for (const [surface, layers] of Object.entries(surfaces)) {
      test.each(['ink', 'ink-soft', 'ink-faint', 'accent', 'focus', 'break', 'danger', 'success', 'warning'])(
        `text %s reads on ${surface} (4.5:1)`,
        (name) => {
          const below = stack(mode, ...layers)
          expect(contrast(over(token(name, mode), below), below)).toBeGreaterThanOrEqual(4.5)
        },
      )

      test(`what can be pressed or focused stands out on ${surface} (3:1)`, () => {
        const below = stack(mode, ...layers)
        for (const name of ['line', 'ring']) {
          expect(contrast(over(token(name, mode), below), below), name).toBeGreaterThanOrEqual(3)
        }
      })
    }

    test.each(tinted)('ink and %s read on its own tint (4.5:1)', (name) => {
      const below = stack(mode, 'scene-extreme', 'glass', `${name}-soft`)
      for (const text of ['ink', 'ink-soft', name]) {
        expect(contrast(over(token(text, mode), below), below), text).toBeGreaterThanOrEqual(4.5)
      }
    })

    test('words on filled buttons read (4.5:1)', () => {
      for (const [text, fill] of [
        ['on-accent', 'accent'],
        ['on-accent', 'accent-hover'],
        ['on-danger', 'danger-fill'],
      ] as const) {
        expect(contrast(token(text, mode), token(fill, mode)), text).toBeGreaterThanOrEqual(4.5)
      }
    })
  })
}

test('the arithmetic agrees with known values', () => {
  const white = parseOklch('oklch(1 0 0)')
  expect(contrast(white, parseOklch('oklch(0 0 0)'))).toBeCloseTo(21, 1)
  // #767676 on white is the classic 4.54:1.
  expect(contrast(white, parseOklch('oklch(0.5658 0 0)'))).toBeCloseTo(4.54, 1)
})
