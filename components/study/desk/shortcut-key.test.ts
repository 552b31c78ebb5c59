import { expect, test } from 'vitest'
import { type KeyPress, shortcutKey } from './shortcut-key'

const press = (key: string, code: string, some: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  keyCode: 0,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  isComposing: false,
  getModifierState: () => false,
  ...some,
})

test.each([
  ['Latin', 't', 'KeyT', 't'],
  ['Latin, caps lock', 'T', 'KeyT', 't'],
  ['Dvorak: by what it says, not where it lies', 't', 'KeyK', 't'],
  ['Russian', 'е', 'KeyT', 't'],
  ['Russian', 'т', 'KeyN', 'n'],
  ['Greek', 'τ', 'KeyT', 't'],
  ['Hebrew', 'א', 'KeyT', 't'],
  ['Arabic', 'ف', 'KeyT', 't'],
  ['Arabic ligature', 'لا', 'KeyB', 'b'],
  ['Georgian', 'თ', 'KeyT', 't'],
  ['Thai', 'ะ', 'KeyT', 't'],
  ['Arabic digits', '١', 'Digit1', '1'],
  ['Persian digits on the number pad', '۳', 'Numpad3', '3'],
  ['a space', ' ', 'Space', ' '],
  ['an ideographic space', '　', 'Space', ' '],
  ['a letter with an accent is itself', 'é', 'Digit2', 'é'],
])('%s: %s (%s) is %s', (_, key, code, expected) => {
  expect(shortcutKey(press(key, code))).toBe(expected)
})

test('a question mark is found on every layout', () => {
  const shifted = { shiftKey: true }
  expect(shortcutKey(press('?', 'Slash', shifted))).toBe('?')
  expect(shortcutKey(press('?', 'Minus', shifted))).toBe('?')
  expect(shortcutKey(press('?', 'Digit7', shifted))).toBe('?') // Russian
  expect(shortcutKey(press(',', 'Slash', shifted))).toBe('?') // Russian, where it is printed on Latin keys
  expect(shortcutKey(press('؟', 'Slash', shifted))).toBe('?') // Arabic
  expect(shortcutKey(press('_', 'Slash', shifted))).toBe('_') // German
})

test('nothing while words are composed, with AltGr or any other modifier', () => {
  expect(shortcutKey(press('t', 'KeyT', { isComposing: true }))).toBeNull()
  expect(shortcutKey(press('Process', 'KeyT', { keyCode: 229 }))).toBeNull()
  expect(shortcutKey(press('т', 'KeyN', { keyCode: 229 }))).toBeNull()
  for (const modifier of ['ctrlKey', 'altKey', 'metaKey'] as const)
    expect(shortcutKey(press('t', 'KeyT', { [modifier]: true }))).toBeNull()
  expect(shortcutKey(press('ŧ', 'KeyT', { getModifierState: (name) => name === 'AltGraph' }))).toBeNull()
})
