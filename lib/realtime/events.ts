/**
 * Everything that is ever said on a channel. Events are news, the database is truth: a client that missed one, or got
 * one twice, or finds one too old, asks the server. Everybody on a channel hears the same, also two people one of whom
 * has blocked the other: who did something is an id, and names come from what the server shows to each of them.
 */
import { z } from 'zod'

const instant = z.iso.datetime()

/** A message as everybody in the room sees it. */
const messageView = z.object({
  id: z.string(),
  seq: z.number().int(),
  clientId: z.string(),
  author: z.object({ id: z.string(), username: z.string(), avatarUrl: z.string().nullable() }).nullable(),
  body: z.string(),
  createdAt: instant,
  /** The room's count of edits, deletions and reactions at the last one that touched this message; 0: none did. */
  revision: z.number().int(),
  editedAt: instant.nullable(),
  /** A tombstone: the words are gone for everybody. */
  isDeleted: z.boolean(),
  /** Between this reader and its author stands a block: there is something here, and they do not see it. */
  isHidden: z.boolean(),
  replyTo: z.object({ seq: z.number().int(), username: z.string().nullable(), excerpt: z.string() }).nullable(),
  reactions: z.array(z.object({ emoji: z.string(), by: z.array(z.string()) })),
})

/** The shared timer, in epoch milliseconds of the server. */
const timerView = z.object({
  version: z.number().int(),
  focusMinutes: z.number(),
  breakMinutes: z.number(),
  longBreakMinutes: z.number(),
  longBreakEvery: z.number(),
  anchoredAtMs: z.number().nullable(),
  pausedAtMs: z.number().nullable(),
  anchorStep: z.number().int(),
})

/** The payload of each event by its name. */
const eventPayloads = {
  /** A message was written. */
  'message.posted': z.object({ message: messageView }),
  /** Messages up to `seq` exist; sent when one does not fit into an event. */
  'messages.changed': z.object({ seq: z.number().int() }),
  /** Somebody sat down: ask for the people again. Whoever leaves moves the channel. */
  'people.changed': z.object({ personId: z.string(), change: z.literal('joined') }),
  /** A message was edited, deleted or reacted to. */
  'message.changed': z.object({ message: messageView }),
  /** Somebody touched the timer: `by` is their id, and each screen knows the names it may show. */
  'timer.changed': z.object({ timer: timerView, by: z.string(), what: z.string() }),
  /** Name, limits, host or lock changed: ask for the room again. */
  'room.changed': z.object({}),
  /** The room was closed. */
  'room.closed': z.object({}),
  /**
   * The channel goes on under this version; ask to be let in there. The only word on an old version, and heard by those who
   * were shut out too: it must never carry more.
   */
  'channel.moved': z.object({ version: z.number().int() }),
  /** Timer, tasks or study preferences of this person changed, on one of their devices: ask for them again. */
  'study.changed': z.object({}),
} as const

export type EventName = keyof typeof eventPayloads
export type EventPayload<Name extends EventName> = z.infer<(typeof eventPayloads)[Name]>
export type MessageView = z.infer<typeof messageView>
