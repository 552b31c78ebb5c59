import { describe, expect, it } from 'vitest'
import { addressedUser, channelKind, isChannelName, userChannel } from './channel-name'
import { defaultLimits } from './limits'

describe('isChannelName', () => {
  it('accepts the documented characters and 164 of them', () => {
    expect(isChannelName('foo-bar_1234@=,.;', defaultLimits)).toBe(true)
    expect(isChannelName('a'.repeat(164), defaultLimits)).toBe(true)
  })

  it.each(['', 'a'.repeat(165), 'a b', 'a#b', '#server-to-user-1', 'a\n', 'ä', 'a/b', 'a:b', 'a?b', '🙂'])(
    'refuses %j',
    (name) => expect(isChannelName(name, defaultLimits)).toBe(false),
  )
})

it.each([
  ['room', false, false, false],
  ['cache-room', false, false, true],
  ['private-room', true, false, false],
  ['private-cache-room', true, false, true],
  ['private-encrypted-room', true, false, false],
  ['private-encrypted-cache-room', true, false, true],
  ['presence-room', true, true, false],
  ['presence-cache-room', true, true, true],
  ['my-private-room', false, false, false],
  ['privateroom', false, false, false],
  ['Private-room', false, false, false],
])('knows what %s promises', (name, needsAuth, isPresence, isCache) => {
  expect(channelKind(name)).toEqual({ needsAuth, isPresence, isCache })
})

it('finds the addressed user in the reserved name only', () => {
  expect(addressedUser(userChannel('anna b'))).toBe('anna b')
  expect(addressedUser('#server-to-user-')).toBeNull()
  expect(addressedUser('server-to-user-anna')).toBeNull()
})
