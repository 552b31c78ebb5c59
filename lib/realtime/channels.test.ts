import { expect, test } from 'vitest'
import { atVersion, newerChannel, parseChannel, roomChannel, userChannel } from './channels'

const [room, other] = ['0197c1de-0000-7000-8000-000000000001', '0197c1de-0000-7000-8000-000000000002']

test('a name says what it is, whose, and which version', () => {
  expect(parseChannel(roomChannel(room, 12))).toEqual({ kind: 'room', id: room, version: 12 })
  expect(parseChannel(userChannel(room, 1))).toEqual({ kind: 'user', id: room, version: 1 })
})

test.each([
  '',
  `private-user-${room}`,
  `presence-room-${room}`,
  `presence-room-${room}-v0`,
  `presence-room-${room}-v01`,
  `presence-room-${room}-v1\n`,
  ` presence-room-${room}-v1`,
  `presence-room-${room}-v1,private-user-${room}-v1`,
  `private-room-${room}-v1`,
  `presence-user-${room}-v1`,
  `presence-room-${room.toUpperCase()}-v1`,
  `presence-room-${room}-v1000000000`,
])('%j is none of our names', (name) => {
  expect(parseChannel(name)).toBeNull()
})

test('of two versions of one channel the newer counts, whichever was heard first; another channel always does', () => {
  const [old, moved] = [roomChannel(room, 9), roomChannel(room, 10)]
  expect([newerChannel(old, moved), newerChannel(moved, old)]).toEqual([moved, moved])
  expect(newerChannel(moved, roomChannel(other, 1))).toBe(roomChannel(other, 1))
  expect(newerChannel(moved, userChannel(room, 1))).toBe(userChannel(room, 1))
  expect(atVersion(old, 10)).toBe(moved)
})
