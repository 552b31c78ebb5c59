import { expect, test } from 'vitest'
import { isApplePlatform, isPaletteKey, paletteKeyLabel } from './palette-key'

type Press = Parameters<typeof isPaletteKey>[0]

const press = (some: Partial<Press>): Press => ({
  key: 'k',
  code: 'KeyK',
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  getModifierState: () => false,
  ...some,
})

test('Ctrl+K on most keyboards, ⌘K on those of Apple, and never the other way round', () => {
  expect(isPaletteKey(press({ ctrlKey: true }), false)).toBe(true)
  expect(isPaletteKey(press({ metaKey: true }), true)).toBe(true)
  expect(isPaletteKey(press({ metaKey: true }), false)).toBe(false)
  expect(isPaletteKey(press({ ctrlKey: true }), true)).toBe(false)
})

test.each<[string, Partial<Press>]>([
  ['a plain k', {}],
  ['another letter', { ctrlKey: true, key: 'l', code: 'KeyL' }],
  ['with Shift: the console of Firefox', { ctrlKey: true, shiftKey: true, key: 'K' }],
  ['with Alt', { ctrlKey: true, altKey: true }],
  ['with AltGr, which writes characters', { ctrlKey: true, getModifierState: (key) => key === 'AltGraph' }],
  ['with both', { ctrlKey: true, metaKey: true }],
])('not %s', (_, some) => {
  for (const isApple of [true, false]) expect(isPaletteKey(press(some), isApple)).toBe(false)
})

test.each([
  ['caps lock', 'K', 'KeyK', true],
  ['Dvorak: by what it says', 'k', 'KeyV', true],
  ['Dvorak: not where it lies', 't', 'KeyK', false],
  ['Russian: where it lies', 'л', 'KeyK', true],
  ['Hebrew', 'ל', 'KeyK', true],
])('%s: %s at %s', (_, key, code, expected) => {
  expect(isPaletteKey(press({ ctrlKey: true, key, code }), false)).toBe(expected)
})

test('the hint says what the keyboard has', () => {
  expect(['MacIntel', 'iPhone', 'iPad', 'Win32', 'Linux x86_64', 'Linux armv8l'].map(isApplePlatform)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ])
  expect(paletteKeyLabel('MacIntel').text).toBe('⌘ K')
  expect(paletteKeyLabel('Win32')).toEqual({ text: 'Ctrl K', aria: 'Control+K' })
})
