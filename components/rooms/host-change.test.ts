import { expect, test } from 'vitest'
import { hostChangeText } from './host-change'

const people = [
  { id: 'ada', username: 'ada', isOwner: false },
  { id: 'bob', username: 'bob', isOwner: true },
]
const temporary = { hostId: 'ada', ownerId: null, role: 'member' as const }
const kept = { hostId: 'bob', ownerId: 'bob', role: 'member' as const }

test('the one who hosts now is named, as what they are', () => {
  expect(hostChangeText({ ...temporary, hostId: 'eve' }, { room: temporary, people }, 'me')).toBe('ada is the host now')
  expect(hostChangeText(kept, { room: { ...kept, hostId: 'ada' }, people }, 'me')).toBe('ada is the acting host now')
  expect(hostChangeText({ ...kept, hostId: 'ada' }, { room: kept, people }, 'me')).toBe('bob is the host now')
})

test('whoever became it reads so themselves', () => {
  const became = (role: 'owner' | 'host' | 'acting') =>
    hostChangeText(kept, { room: { hostId: 'me', ownerId: role === 'owner' ? 'me' : 'bob', role }, people }, 'me')
  expect([became('owner'), became('host'), became('acting')]).toEqual([
    'You are the owner of this room now',
    'You are the host now',
    'You are the acting host now',
  ])
})

test('nothing is said when nothing changed, or when nobody can be named', () => {
  expect(hostChangeText(kept, { room: kept, people }, 'me')).toBeNull()
  expect(hostChangeText(kept, { room: { ...kept, hostId: null }, people }, 'me')).toBeNull()
  expect(hostChangeText(kept, { room: { ...kept, hostId: 'somebody blocked' }, people }, 'me')).toBeNull()
})
