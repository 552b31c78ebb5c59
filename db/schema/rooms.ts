/** Rooms: places, who sits in them, what is said there, and the timer on the wall. */

import { sql } from 'drizzle-orm'
import { boolean, check, index, instant, integer, json, primaryKey, table, text, uniqueIndex } from '../dialect'
import { users } from './accounts'

export const rooms = table(
  'rooms',
  {
    id: text().primaryKey(),
    /** Six characters without look-alikes; the address and the key of the room. */
    code: text().notNull(),
    name: text().notNull(),
    description: text().notNull().default(''),
    subject: text().notNull().default('other'),
    /** Name and description as `searchFold` makes them, for one search in both dialects. */
    searchText: text().notNull(),
    /** Who opened the room, or to whom they handed it over: the owner, as long as the room is kept open. */
    createdById: text().references(() => users.id, { onDelete: 'set null' }),
    hostId: text().references(() => users.id, { onDelete: 'set null' }),
    maxMembers: integer().notNull(),
    /** People inside now. Moves in the transaction of each join and leave; never above `maxMembers`. */
    activeMembers: integer().notNull().default(0),
    isPublic: boolean().notNull(),
    /** Closes 30 minutes after the last person left. */
    isTemporary: boolean().notNull().default(true),
    isLocked: boolean().notNull().default(false),
    /** Part of the channel name: raised whenever somebody's right to listen ends, for signatures cannot be taken back. */
    channelVersion: integer().notNull().default(1),
    /** When the version was last raised: for a few seconds after it, who is not on the new channel may be on the way. */
    channelMovedAt: instant(),
    /** The sequence number of the newest message. */
    lastSeq: integer().notNull().default(0),
    /** Counts edits, deletions and reactions: the cursor of changes to old messages. */
    lastRevision: integer().notNull().default(0),
    lastActivityAt: instant().notNull(),
    expiresAt: instant(),
    createdAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('rooms_code').on(t.code),
    index('rooms_browse_busy').on(t.isPublic, t.activeMembers, t.lastActivityAt),
    index('rooms_browse_recent').on(t.isPublic, t.lastActivityAt),
    index('rooms_browse_new').on(t.isPublic, t.createdAt),
    index('rooms_browse_subject').on(t.isPublic, t.subject, t.activeMembers),
    index('rooms_expiry').on(t.expiresAt),
    index('rooms_owner').on(t.createdById, t.isTemporary),
    check('rooms_capacity', sql`${t.activeMembers} >= 0 and ${t.activeMembers} <= ${t.maxMembers}`),
  ],
)

export const memberships = table(
  'memberships',
  {
    id: text().primaryKey(),
    roomId: text()
      .notNull()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    isActive: boolean().notNull(),
    /** Whether somebody focuses or is on a break follows from the room's timer, and is never stored. */
    status: text({ enum: ['away', 'here'] })
      .notNull()
      .default('here'),
    /** The newest message this person has seen. */
    lastReadSeq: integer().notNull().default(0),
    mutedUntil: instant(),
    joinedAt: instant().notNull(),
    lastSeenAt: instant().notNull(),
    leftAt: instant(),
    /** How the seat was given up; null while it is held, and for seats given up before this was written down. */
    endedBy: text({ enum: ['left', 'lost', 'removed'] }),
    /** When the realtime server last reported all their tabs gone; the seat is freed after a grace. */
    goneSince: instant(),
  },
  (t) => [
    uniqueIndex('memberships_room_user').on(t.roomId, t.userId),
    index('memberships_active').on(t.roomId, t.isActive, t.joinedAt),
    index('memberships_user').on(t.userId, t.isActive, t.lastSeenAt),
    index('memberships_gone').on(t.isActive, t.goneSince),
  ],
)

export const bans = table(
  'bans',
  {
    roomId: text()
      .notNull()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    bannedById: text().references(() => users.id, { onDelete: 'set null' }),
    createdAt: instant().notNull(),
  },
  (t) => [primaryKey({ name: 'bans_pk', columns: [t.roomId, t.userId] }), index('bans_user').on(t.userId)],
)

export const messages = table(
  'messages',
  {
    id: text().primaryKey(),
    roomId: text()
      .notNull()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    /** 1, 2, 3 … within the room, given in the transaction: the one order everybody sees. */
    seq: integer().notNull(),
    authorId: text().references(() => users.id, { onDelete: 'set null' }),
    /** Made by the browser, so that a retry is recognised. */
    clientId: text().notNull(),
    body: text().notNull(),
    /** The `seq` of the message this one answers. */
    replyToSeq: integer(),
    /** The room's revision at the last edit, deletion or reaction; 0 when untouched. */
    revision: integer().notNull().default(0),
    createdAt: instant().notNull(),
    editedAt: instant(),
    deletedAt: instant(),
  },
  (t) => [
    uniqueIndex('messages_room_seq').on(t.roomId, t.seq),
    uniqueIndex('messages_idempotency').on(t.roomId, t.authorId, t.clientId),
    index('messages_changes').on(t.roomId, t.revision),
  ],
)

export const reactions = table(
  'reactions',
  {
    messageId: text()
      .notNull()
      .references(() => messages.id, { onDelete: 'cascade' }),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    emoji: text().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [primaryKey({ name: 'reactions_pk', columns: [t.messageId, t.userId, t.emoji] })],
)

export const mentions = table(
  'mentions',
  {
    messageId: text()
      .notNull()
      .references(() => messages.id, { onDelete: 'cascade' }),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
  },
  (t) => [primaryKey({ name: 'mentions_pk', columns: [t.messageId, t.userId] }), index('mentions_user').on(t.userId)],
)

/** What was reported, kept with its context even when the message is deleted afterwards. */
export type ReportContext = { messages: { seq: number; author: string; body: string; at: string }[] }

export const reports = table(
  'reports',
  {
    id: text().primaryKey(),
    roomId: text().references(() => rooms.id, { onDelete: 'set null' }),
    reporterId: text().references(() => users.id, { onDelete: 'set null' }),
    reportedUserId: text().references(() => users.id, { onDelete: 'set null' }),
    messageId: text(),
    reason: text().notNull(),
    context: json<ReportContext>().notNull(),
    createdAt: instant().notNull(),
    resolvedAt: instant(),
  },
  (t) => [index('reports_open').on(t.resolvedAt, t.createdAt), index('reports_room').on(t.roomId)],
)

/** A time somebody sat in a room, from joining to leaving. No key to the room: it outlives it, until it is credited. */
export const stays = table(
  'stays',
  {
    id: text().primaryKey(),
    roomId: text().notNull(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    joinedAt: instant().notNull(),
    /** Null while they sit there. For a lost connection the moment it was lost. */
    leftAt: instant(),
  },
  (t) => [
    index('stays_room').on(t.roomId, t.leftAt),
    index('stays_user').on(t.userId, t.leftAt),
    index('stays_age').on(t.leftAt),
  ],
)

const cycleMinutes = {
  focusMinutes: integer().notNull().default(25),
  breakMinutes: integer().notNull().default(5),
  longBreakMinutes: integer().notNull().default(15),
  longBreakEvery: integer().notNull().default(4),
}

/** The shared timer: an anchor and a cycle. The phase at any moment is computed, never stored. */
export const roomTimers = table('room_timers', {
  roomId: text()
    .primaryKey()
    .references(() => rooms.id, { onDelete: 'cascade' }),
  /** Raised by each command; a command that saw an older one is refused. */
  version: integer().notNull().default(0),
  ...cycleMinutes,
  /** When step `anchorStep` began; null while stopped. Moves forward by each pause. */
  anchoredAt: instant(),
  pausedAt: instant(),
  /** The step of the cycle at the anchor (0 = first focus). */
  anchorStep: integer().notNull().default(0),
  /** The `timer_cycles` row of the cycle under way; null while stopped. */
  cycleId: text(),
  updatedAt: instant().notNull(),
})

/** From Start to Reset: what the people in the room are credited from. Outlives the room, until it is credited. */
export const timerCycles = table(
  'timer_cycles',
  {
    id: text().primaryKey(),
    roomId: text().notNull(),
    roomName: text().notNull(),
    startedAt: instant().notNull(),
    endedAt: instant(),
    /** Every focus step below this one is credited. */
    settledStep: integer().notNull().default(0),
    /** When there is next something to credit; null when nothing is to come. */
    dueAt: instant(),
  },
  (t) => [
    index('timer_cycles_due').on(t.dueAt),
    index('timer_cycles_room').on(t.roomId),
    index('timer_cycles_age').on(t.endedAt),
  ],
)

/** A stretch in which a cycle ran without anybody touching it: within it every phase follows from the anchor. */
export const timerRuns = table(
  'timer_runs',
  {
    id: text().primaryKey(),
    cycleId: text()
      .notNull()
      .references(() => timerCycles.id, { onDelete: 'cascade' }),
    startedAt: instant().notNull(),
    /** Null while it runs. */
    endedAt: instant(),
    anchoredAt: instant().notNull(),
    anchorStep: integer().notNull(),
    ...cycleMinutes,
  },
  (t) => [index('timer_runs_cycle').on(t.cycleId, t.startedAt)],
)
