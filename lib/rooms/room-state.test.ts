import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PeopleChanged } from './events'
import { isUpTo, withAnswer, withPeopleChanged, withPeopleLeft, withRevision } from './room-state'
import type { Room, RoomPerson, RoomState } from './views'

const person = (id: string, at = 0): RoomPerson => ({
  id,
  username: `name-${id}`,
  avatarUrl: null,
  isHost: false,
  isOwner: false,
  isMuted: false,
  joinedAt: new Date(Date.UTC(2026, 2, 1, 10, at)).toISOString(),
})

const state = (revision: number, ids: string[] = ['host']): RoomState => ({
  people: ids.map((id, at) => ({ ...person(id, at), isHost: id === 'host' })),
  room: {
    lastRevision: revision,
    hostId: 'host',
    ownerId: null,
    role: 'member',
    isMuted: false,
    activeMembers: ids.length,
  } as Room,
})

const joined = (revision: number, id = `p${revision}`): PeopleChanged => ({
  revision,
  hostId: 'host',
  ownerId: null,
  activeMembers: revision,
  change: { kind: 'joined', person: person(id, revision) },
})

const ids = (now: RoomState | null) => now?.people.map(({ id }) => id)

test('the next change is taken in, one from before changes nothing, one too far on has to be asked for', () => {
  const before = state(4)
  expect(ids(withPeopleChanged(before, joined(5), 'me'))).toEqual(['host', 'p5'])
  expect(withPeopleChanged(before, joined(4), 'me')).toBe(before)
  expect(withPeopleChanged(before, joined(6), 'me')).toBeNull()
  expect(withRevision(before, 6)).toBeNull()
  expect(withRevision(before, 5)?.room.lastRevision).toBe(5)
})

test('what is not for everybody has to be asked for', () => {
  expect(withPeopleChanged(state(4), { ...joined(5), change: null }, 'me')).toBeNull()
})

test('an answer from before an event does not take back what the event said', () => {
  const asked = state(4)
  const heard = withPeopleChanged(asked, joined(5), 'me')
  if (!heard) throw new Error('the next change was refused')
  expect(withAnswer(heard, asked)).toBe(heard)
  expect(ids(withAnswer(heard, state(6, ['host', 'p5', 'p6'])))).toEqual(['host', 'p5', 'p6'])
})

test('a new host is shown as one, and to themselves', () => {
  const handed: PeopleChanged = { ...joined(5), hostId: 'me', activeMembers: 2, change: { kind: 'role' } }
  const after = withPeopleChanged(state(4, ['host', 'me']), handed, 'me')
  expect(after?.people.map(({ id, isHost }) => [id, isHost])).toEqual([
    ['host', false],
    ['me', true],
  ])
  expect(after?.room.role).toBe('host')
})

test('whoever is muted sees it, others see it of them', () => {
  const muted: PeopleChanged = { ...joined(5), change: { kind: 'muted', personId: 'me', isMuted: true } }
  const [mine, theirs] = ['me', 'host'].map((id) => withPeopleChanged(state(4, ['host', 'me']), muted, id))
  expect([mine?.room.isMuted, theirs?.room.isMuted]).toEqual([true, false])
  for (const seen of [mine, theirs]) expect(seen?.people.map(({ isMuted }) => isMuted)).toEqual([false, true])
})

test('people leave one change each; one who is me, or a change missed before, has to be asked for', () => {
  const before = state(4, ['host', 'a', 'b'])
  const left = { revision: 6, personIds: ['a', 'b'] }
  expect(ids(withPeopleLeft(before, left, 'host'))).toEqual(['host'])
  expect(withPeopleLeft(before, left, 'a')).toBeNull()
  expect(withPeopleLeft(before, { ...left, revision: 7 }, 'host')).toBeNull()
  expect(withPeopleLeft(before, { ...left, revision: 4 }, 'host')).toBe(before)
})

test('a screen is up to a cursor when it has its changes and its timer', () => {
  const cursor = { seq: 9, revision: 4, timerVersion: 2 }
  expect([isUpTo(state(4), cursor, 2), isUpTo(state(3), cursor, 2), isUpTo(state(4), cursor, 1)]).toEqual([
    true,
    false,
    false,
  ])
})

test('in whatever order events come, twice or not at all: with asking at every gap nobody is missing in the end', () => {
  const total = 6
  const truth = (upTo: number) => state(upTo, ['host', ...Array.from({ length: upTo }, (_, n) => `p${n + 1}`)])
  const order = fc.array(fc.integer({ min: 1, max: total }), { maxLength: 20 })
  fc.assert(
    fc.property(order, (revisions) => {
      let now = truth(0)
      let heard = 0
      for (const revision of [...revisions, total]) {
        heard = Math.max(heard, revision)
        // The answer is at least as new as the newest event that went out.
        now = withPeopleChanged(now, joined(revision), 'me') ?? withAnswer(now, truth(heard))
        expect(ids(now)?.toSorted()).toEqual(ids(truth(now.room.lastRevision))?.toSorted())
      }
      expect(now.room.lastRevision).toBe(total)
    }),
  )
})
