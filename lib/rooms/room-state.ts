/**
 * The room and its people as one screen has them, and what events make of them. Pure. `lastRevision` says which of the
 * room's changes are in it: one that is not the next means that something was missed, and the answer is null: ask.
 */
import type { PeopleChange, PeopleChanged, PeopleLeft } from './events'
import { roleOf } from './rules'
import type { Room, RoomCursor, RoomPerson, RoomState } from './views'

/** How far a room is that was read from the database. */
export const cursorOf = ({ lastSeq, lastRevision, timer }: Room): RoomCursor => ({
  seq: lastSeq,
  revision: lastRevision,
  timerVersion: timer.version,
})

/** What the server answered: one that is older than the events already here changes nothing. */
export const withAnswer = (state: RoomState, answer: RoomState): RoomState =>
  answer.room.lastRevision < state.room.lastRevision ? state : answer

/** A change of the room that shows elsewhere (in its messages) is counted; null when it is not the next one. */
export function withRevision(state: RoomState, revision: number): RoomState | null {
  const { room, people } = state
  if (revision <= room.lastRevision) return state
  return revision === room.lastRevision + 1 ? { people, room: { ...room, lastRevision: revision } } : null
}

/** Somebody came or changed; null when the room has to be asked for. */
export function withPeopleChanged(state: RoomState, event: PeopleChanged, viewerId: string): RoomState | null {
  const counted = withRevision(state, event.revision)
  if (counted === state) return state
  if (!counted || !event.change) return null
  const { hostId, ownerId, activeMembers, change } = event
  const ownership = { isTemporary: ownerId === null, createdById: ownerId, hostId }
  return {
    room: {
      ...counted.room,
      hostId,
      ownerId,
      activeMembers,
      role: roleOf(ownership, viewerId),
      isMuted: isMutedAfter(change, viewerId) ?? counted.room.isMuted,
    },
    people: peopleAfter(change, counted.people).map((person) => ({
      ...person,
      isHost: person.id === hostId,
      isOwner: person.id === ownerId,
    })),
  }
}

const isMutedAfter = (change: PeopleChange, personId: string): boolean | undefined =>
  change.kind === 'muted' && change.personId === personId ? change.isMuted : undefined

function peopleAfter(change: PeopleChange, people: readonly RoomPerson[]): RoomPerson[] {
  if (change.kind === 'joined' || change.kind === 'returned') {
    const others = people.filter(({ id }) => id !== change.person.id)
    // In the order they came; instants in ISO 8601 sort as text.
    return [...others, change.person].sort((a, b) => (a.joinedAt < b.joinedAt ? -1 : Number(a.joinedAt > b.joinedAt)))
  }
  return people.map((person) => ({ ...person, isMuted: isMutedAfter(change, person.id) ?? person.isMuted }))
}

/** People have left, each of them one change; null when something was missed before, or the viewer is one of them. */
export function withPeopleLeft(state: RoomState, left: PeopleLeft, viewerId: string): RoomState | null {
  const { room, people } = state
  if (left.revision <= room.lastRevision) return state
  const count = left.personIds.length
  if (left.revision !== room.lastRevision + count || left.personIds.includes(viewerId)) return null
  return {
    room: { ...room, lastRevision: left.revision, activeMembers: room.activeMembers - count },
    people: people.filter(({ id }) => !left.personIds.includes(id)),
  }
}

/** Is everything here that the server had at the cursor? `timerVersion`: of the timer on this screen. */
export const isUpTo = ({ room }: RoomState, cursor: RoomCursor, timerVersion: number): boolean =>
  room.lastRevision >= cursor.revision && timerVersion >= cursor.timerVersion
