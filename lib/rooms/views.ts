/** What screens get to see of a room: the shapes that queries answer and events carry. Types only, for server and browser. */

import type { RoomRole, Subject } from './rules'
import type { RoomTimer } from './timer/rules'

/** A message as one reader may see it; what goes out on the channel is the same for everybody there. */
export type MessageView = {
  id: string
  /** 1, 2, 3 … within the room: the one order everybody sees. */
  seq: number
  /** Made by the author's browser, so that a retry is recognised. */
  clientId: string
  author: { id: string; username: string; avatarUrl: string | null } | null
  body: string
  /** ISO 8601, like every instant here. */
  createdAt: string
  /** The room's revision at the last edit, deletion or reaction that touched this message; 0: none did. */
  revision: number
  editedAt: string | null
  /** A tombstone: the words are gone for everybody. */
  isDeleted: boolean
  /** Between this reader and its author stands a block: there is something here, and they do not see it. */
  isHidden: boolean
  replyTo: { seq: number; username: string | null; excerpt: string } | null
  /** `by`: ids of people. */
  reactions: { emoji: string; by: string[] }[]
}

/** A room as the list shows it. */
export type RoomCard = {
  code: string
  name: string
  description: string
  subject: Subject
  activeMembers: number
  maxMembers: number
  isLocked: boolean
  isMember: boolean
  /** What the timer says: "Focus, 12 min left". Null while it is stopped. */
  activity: string | null
  /** Messages since the viewer last looked; 0 for rooms they are not in. */
  unread: number
}

/** What everybody with the code may know: enough to decide about joining. */
export type RoomPreview = {
  code: string
  name: string
  description: string
  subject: Subject
  activeMembers: number
  maxMembers: number
  isPublic: boolean
  isLocked: boolean
}

/** The room as its members have it. */
export type Room = RoomPreview & {
  id: string
  role: RoomRole
  isTemporary: boolean
  hostId: string | null
  /** Whose room it is, when it is kept open. */
  ownerId: string | null
  channel: string
  lastSeq: number
  lastReadSeq: number
  /** Counts every change of the room but new messages and the timer: people, roles, settings, edits, reactions. */
  lastRevision: number
  /** The host has taken the viewer's word for now. */
  isMuted: boolean
  timer: RoomTimer
}

/** Somebody who is in the room. */
export type RoomPerson = {
  id: string
  username: string
  avatarUrl: string | null
  isHost: boolean
  /** The room is kept open and theirs. */
  isOwner: boolean
  isMuted: boolean
  joinedAt: string
}

/** Everything a screen in a room shows beside the chat. */
export type RoomState = { room: Room; people: RoomPerson[] }

/** How far a room has come: a screen that is as far has missed nothing. */
export type RoomCursor = { seq: number; revision: number; timerVersion: number }
