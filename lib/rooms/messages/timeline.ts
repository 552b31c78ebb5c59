/**
 * The chat as one screen has it: what the server confirmed, in its order, and what this person has sent and not yet
 * seen confirmed. Pure: events may come twice, late, or not at all; what is missing can always be named.
 */

import type { MessageView } from '@/lib/rooms/views'
import { excerptOf } from './text'

/** Sent from here, not confirmed yet. `failed`: given up for now; the text is kept for a retry. */
export type PendingMessage = {
  clientId: string
  body: string
  replyToSeq?: number | undefined
  state: 'sending' | 'failed'
  reason?: string
}

export type Timeline = {
  /** Confirmed, by rising `seq`, no number twice. */
  messages: readonly MessageView[]
  pending: readonly PendingMessage[]
  /** There is history before the first message. */
  hasMore: boolean
  /** What of the room's changes up to this number touched a message is in `messages`. */
  revision: number
}

/** A screen that just opened, with the newest page. */
export const openTimeline = (
  messages: readonly MessageView[],
  hasMore: boolean,
  { revision = 0, pending = [] }: { revision?: number; pending?: readonly PendingMessage[] } = {},
): Timeline => withoutConfirmed({ messages, hasMore, revision, pending }, messages)

/** Takes in messages from anywhere: an event, the reply to a send, a repair, a page of history. */
export function withMessages(timeline: Timeline, incoming: readonly MessageView[]): Timeline {
  const known = new Set(timeline.messages.map((message) => message.seq))
  const fresh = incoming.filter((message, at) => !known.has(message.seq) && isFirst(incoming, message, at))
  if (fresh.length === 0) return withoutConfirmed(timeline, incoming)
  const messages = [...timeline.messages, ...fresh].sort((a, b) => a.seq - b.seq)
  return withoutConfirmed({ ...timeline, messages }, incoming)
}

const isFirst = (incoming: readonly MessageView[], message: MessageView, at: number) =>
  incoming.findIndex((other) => other.seq === message.seq) === at

/** What was confirmed is no longer pending. */
function withoutConfirmed(timeline: Timeline, incoming: readonly MessageView[]): Timeline {
  const confirmed = new Set(incoming.map((message) => message.clientId))
  const pending = timeline.pending.filter((message) => !confirmed.has(message.clientId))
  return pending.length === timeline.pending.length ? timeline : { ...timeline, pending }
}

/** A page of history came; `hasMore` says whether another one stands before it. */
export function withHistory(timeline: Timeline, page: readonly MessageView[], hasMore: boolean): Timeline {
  return { ...withMessages(timeline, page), hasMore }
}

/**
 * Takes in messages that were edited, deleted or reacted to. An older state of one never replaces a newer one.
 * `revision` is given by a repair, which knows everything up to it; a single change moves it on by one at most.
 */
export function withChanges(timeline: Timeline, changed: readonly MessageView[], revision?: number): Timeline {
  const bySeq = new Map(changed.map((message) => [message.seq, message]))
  const newest = new Map(bySeq)
  for (const known of timeline.messages)
    if (known.revision > (newest.get(known.seq)?.revision ?? known.revision)) newest.set(known.seq, known)
  const messages = timeline.messages.map((message) => {
    const newer = bySeq.get(message.seq)
    return withNewExcerpt(newer && newer.revision > message.revision ? newer : message, newest)
  })
  const followed = changed.some((message) => message.revision === timeline.revision + 1) ? 1 : 0
  return { ...timeline, messages, revision: Math.max(timeline.revision + followed, revision ?? 0) }
}

/** A reply shows what it answers: words that were edited or deleted there change or go here too. */
function withNewExcerpt(message: MessageView, changed: ReadonlyMap<number, MessageView>): MessageView {
  const answered = message.replyTo && changed.get(message.replyTo.seq)
  if (!message.replyTo || !answered || answered.isHidden) return message
  const excerpt = excerptOf(answered.body)
  return excerpt === message.replyTo.excerpt ? message : { ...message, replyTo: { ...message.replyTo, excerpt } }
}

/** Was a change to an old message missed before this one? */
export const hasMissedChange = (timeline: Timeline, message: MessageView): boolean =>
  message.revision > timeline.revision + 1

/**
 * A change of the room that touched no message (somebody came, a setting) is counted. One that is not the next says that
 * others were missed, which {@link isUpTo} tells.
 */
export const withRevision = (timeline: Timeline, revision: number): Timeline =>
  revision === timeline.revision + 1 ? { ...timeline, revision } : timeline

/** Is everything here that the room had at its message `seq` and its change `revision`? */
export const isUpTo = (timeline: Timeline, { seq, revision }: { seq: number; revision: number }): boolean =>
  askAfter(timeline) >= seq && timeline.revision >= revision

/** Sends, or sends again: the same client id is the same message. */
export function withSending(timeline: Timeline, clientId: string, body: string, replyToSeq?: number): Timeline {
  const message: PendingMessage = { clientId, body, replyToSeq, state: 'sending' }
  const isRetry = timeline.pending.some((pending) => pending.clientId === clientId)
  return {
    ...timeline,
    pending: isRetry
      ? timeline.pending.map((pending) => (pending.clientId === clientId ? message : pending))
      : [...timeline.pending, message],
  }
}

/** A send did not work out; unless it was confirmed in the meantime by an event. */
export function withFailed(timeline: Timeline, clientId: string, reason: string): Timeline {
  return {
    ...timeline,
    pending: timeline.pending.map((message) =>
      message.clientId === clientId ? { ...message, state: 'failed', reason } : message,
    ),
  }
}

/** Drops a message that could not be sent and is no longer wanted. */
export function withoutPending(timeline: Timeline, clientId: string): Timeline {
  return { ...timeline, pending: timeline.pending.filter((message) => message.clientId !== clientId) }
}

/** How far somebody had read when the page was opened, and how far the room had come. */
export type Opening = { readSeq: number; lastSeq: number }

/**
 * The unread at the opening of a page: the first that is here, and how many there are, those counted in that stand
 * further back than what is here. The reader's own messages are never unread; `messages` are those they may see.
 */
export function unreadAt(
  { readSeq, lastSeq }: Opening,
  messages: readonly MessageView[],
  readerId: string,
): { from: number | null; count: number } {
  const unread = messages.filter(({ seq, author }) => seq > readSeq && seq <= lastSeq && author?.id !== readerId)
  const [first] = unread
  const notHere = Math.max(0, (messages[0]?.seq ?? 0) - 1 - readSeq)
  return first ? { from: first.seq, count: notHere + unread.length } : { from: null, count: 0 }
}

/**
 * The sequence number after which to ask the server: the last one before a hole, or the newest. 0 when there is
 * nothing yet.
 */
export function askAfter(timeline: Timeline): number {
  const { messages } = timeline
  const hole = messages.findIndex((message, at) => at > 0 && message.seq !== (messages[at - 1]?.seq ?? 0) + 1)
  return (hole === -1 ? messages.at(-1)?.seq : messages[hole - 1]?.seq) ?? 0
}

/** Is something known to be missing in the middle? */
export function hasHole(timeline: Timeline): boolean {
  return askAfter(timeline) !== (timeline.messages.at(-1)?.seq ?? 0)
}
