import { expect, test } from 'vitest'
import { choiceOfKey } from './choice-keys'

const press = (key: string, code: string, some: object = {}) => ({
  ...{ key, code, keyCode: 0, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, isComposing: false },
  getModifierState: () => false,
  ...some,
})

test.each([
  ['1', 'Digit1', 0],
  ['4', 'Numpad4', 3],
  ['&', 'Digit1', 0],
  ['é', 'Digit2', 1],
  ['٣', 'Digit3', 2],
  ['5', 'Digit5', null],
  ['0', 'Digit0', null],
  ['q', 'KeyQ', null],
] as const)('the key %s at %s is choice %s', (key, code, choice) => {
  expect(choiceOfKey(press(key, code))).toBe(choice)
})

test('with another modifier, and for an input method, it is none; French digits are written with Shift', () => {
  for (const some of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { isComposing: true }])
    expect(choiceOfKey(press('1', 'Digit1', some))).toBeNull()
  expect(choiceOfKey(press('1', 'Digit1', { shiftKey: true }))).toBe(0)
  expect(choiceOfKey(press('!', 'Digit1', { shiftKey: true }))).toBeNull()
})
