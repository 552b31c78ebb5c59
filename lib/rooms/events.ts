/**
 * Everything that is ever said on the channel of a room, by name. Events are hints, the database is truth: a client that
 * missed one asks the server, and one that comes twice or late changes nothing. Everybody on a channel hears the same, also
 * two people one of whom has blocked the other: words and people go out only while no block stands between anybody shown in
 * them and anybody in the room; otherwise the event says that there is something, and each browser asks for what its own
 * person may see.
 */
import type { TransportEvents } from '@/lib/realtime/events'
import type { RoomTimer } from './timer/rules'
import type { MessageView, RoomPerson } from './views'

/** Who came or changed. `muted`: the host keeps them from writing, or lets them again. */
export type PeopleChange =
  | { kind: 'joined' | 'returned'; person: RoomPerson }
  | { kind: 'muted'; personId: string; isMuted: boolean }
  | { kind: 'role' }

/**
 * The people at the table changed: the room's change number `revision`. Who is host and owner since, and how many sit
 * there, is the same for everybody. `change` null: it is not for everybody, ask for the room.
 */
export type PeopleChanged = {
  revision: number
  hostId: string | null
  ownerId: string | null
  activeMembers: number
  change: PeopleChange | null
}

/** These people, and nothing else, have gone: the last one was the room's change number `revision`. */
export type PeopleLeft = { revision: number; personIds: string[] }

/** The payload of each event. */
export type RoomEvents = {
  /** A message was written. */
  'message.posted': { message: MessageView }
  /** A message was edited, deleted or reacted to. */
  'message.changed': { message: MessageView }
  /**
   * Messages up to `seq` exist, or one changed at `revision` (0: none did). For what does not fit into an event, or is not
   * for everybody.
   */
  'messages.changed': { seq: number; revision: number }
  'people.changed': PeopleChanged
  /**
   * Whoever leaves moves the channel. They hear this too: `left` names them and nobody who stays, and says nothing of what
   * the room is like without them.
   */
  'channel.moved': TransportEvents['channel.moved'] & { left?: PeopleLeft }
  /** Somebody touched the timer: `by` is their id, and each screen knows the names it may show. */
  'timer.changed': { timer: RoomTimer; by: string; what: string }
  /** Name, limits, owner or lock changed: ask for the room again. */
  'room.changed': { revision: number }
  /** The quiz of the break was started or answered: ask for it. */
  'quiz.changed': object
  /** The room was closed. */
  'room.closed': object
}

export type RoomEvent = keyof RoomEvents
