import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canScrollUp, followsAfterMove, isAtEnd, isUpKey } from './answer-scroll'

const place = (scrollTop: number, scrollHeight = 1_000, clientHeight = 400) => ({
  scrollTop,
  scrollHeight,
  clientHeight,
})

test('any move upwards leaves the end, also one of a pixel', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 596 }), (top) => {
      expect(followsAfterMove(true, top + 1, place(top))).toBe(false)
      expect(followsAfterMove(false, top + 1, place(top))).toBe(false)
    }),
  )
})

test('a short way up does not come back by itself, though it is near the end', () => {
  expect(followsAfterMove(false, 598.5, place(598))).toBe(false)
})

test('only a move down to the end follows it again', () => {
  expect(followsAfterMove(false, 550, place(590))).toBe(false)
  expect(followsAfterMove(false, 550, place(599))).toBe(true)
})

test('words that come below move nothing', () => {
  expect(followsAfterMove(true, 600, place(600, 1_200))).toBe(true)
  expect(followsAfterMove(false, 550, place(550, 1_200))).toBe(false)
})

test('a box that lost words from its end is still at the end', () => {
  expect(followsAfterMove(true, 600, place(580, 980))).toBe(true)
})

test('the end, and the way up', () => {
  expect(isAtEnd(place(599.4))).toBe(true)
  expect(isAtEnd(place(590))).toBe(false)
  expect(canScrollUp(place(0))).toBe(false)
})

test('keys that go up, but not within a field', () => {
  const key = (name: string, tagName = 'DIV', shiftKey = false) =>
    // There is no DOM here: of a target only its tag is asked for.
    isUpKey({ key: name, shiftKey, target: { tagName } as unknown as EventTarget })
  for (const name of ['ArrowUp', 'PageUp', 'Home']) expect(key(name)).toBe(true)
  expect(key(' ', 'DIV', true)).toBe(true)
  expect(key(' ')).toBe(false)
  expect(key('ArrowDown')).toBe(false)
  expect(key('ArrowUp', 'TEXTAREA')).toBe(false)
})
