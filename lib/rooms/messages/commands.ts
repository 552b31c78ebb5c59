import 'server-only'
import { and, eq, inArray, lt, sql } from 'drizzle-orm'
import { type Tx, transaction } from '@/db/client'
import { isSeated } from '@/db/conditions'
import { memberships, mentions, messages, rooms, users } from '@/db/schema'
import { isUniqueViolation } from '@/db/sql'
import { blockedAmong } from '@/lib/accounts/blocks'
import type { Viewer } from '@/lib/accounts/viewer'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { notify } from '@/lib/notifications/notify'
import { fitsInEvent } from '@/lib/realtime/publish'
import { hasBlockIn } from '@/lib/rooms/blocks'
import { publishToRoom } from '@/lib/rooms/publish'
import { getRoomAsMember } from '@/lib/rooms/queries'
import type { PostMessageInput } from '@/lib/rooms/schemas'
import type { MessageView, Room } from '@/lib/rooms/views'
import { routes } from '@/lib/routes'
import { mentionedKeys, mentionKey } from './mention-notices'
import { newMessageView, readMessages } from './read-views'
import { excerptOf } from './text'

/** The room, the version of its channel, and whether what was written may go out on it for everybody to hear. */
type Hearing = { id: string; channelVersion: number; isOpen: boolean }

type Saved = { message: MessageView; hearing: Hearing }

/**
 * Says something in a room. The same `clientId` again (a retry after a lost reply) answers the message that is already
 * there. Saved first, then announced: an answer means that it is safe.
 * @throws AppError `not-found` for people who are not members, and for an answer to words that a block hides;
 * `unverified`, `conflict` for people who are muted.
 */
export async function postMessage(viewer: Viewer, input: PostMessageInput, now: Date): Promise<MessageView> {
  if (!viewer.isVerified) throw new AppError('unverified')
  const room = await getRoomAsMember(viewer, input.code, now)
  const saved = await saveOnce(viewer, room, input, now)
  if (!saved) return readOne(viewer, and(eq(messages.roomId, room.id), isFrom(viewer, input.clientId)))
  await announce(saved.hearing, 'message.posted', saved.message, input.socketId)
  return saved.message
}

const isFrom = (viewer: Viewer, clientId: string) =>
  and(eq(messages.authorId, viewer.id), eq(messages.clientId, clientId))

/** What was there already, as its author may see it. */
async function readOne(viewer: Viewer, where: ReturnType<typeof and>): Promise<MessageView> {
  const [message] = await readMessages(viewer.id, where)
  if (!message) throw new AppError('not-found')
  return message
}

/** Null when the message was there already. */
async function saveOnce(viewer: Viewer, room: Room, input: PostMessageInput, now: Date): Promise<Saved | null> {
  try {
    return await transaction((tx) => saveMessage(tx, viewer, room, input, now))
  } catch (error) {
    if (isUniqueViolation(error, 'messages_idempotency', 'messages.client_id')) return null
    throw error
  }
}

/** The number comes from the room's row, which is held until the commit: no two messages share one, none is skipped. */
async function saveMessage(
  tx: Tx,
  viewer: Viewer,
  room: Room,
  { clientId, body, replyToSeq }: PostMessageInput,
  now: Date,
): Promise<Saved> {
  const [numbered] = await tx
    .update(rooms)
    .set({ lastSeq: sql`${rooms.lastSeq} + 1`, lastActivityAt: now })
    .where(eq(rooms.id, room.id))
    .returning({ seq: rooms.lastSeq, channelVersion: rooms.channelVersion })
  const [still] = await tx
    .update(memberships)
    .set({ lastSeenAt: now, lastReadSeq: numbered?.seq ?? 0 })
    .where(and(eq(memberships.roomId, room.id), eq(memberships.userId, viewer.id), isSeated))
    .returning({ mutedUntil: memberships.mutedUntil })
  // Removed between the check and this moment: the seat is asked for again inside the transaction.
  if (!numbered || !still) throw new AppError('not-found')
  if (still.mutedUntil && still.mutedUntil > now) throw new AppError('conflict', 'The host has muted you for now.')
  const id = newId()
  const { seq } = numbered
  const answered = replyToSeq !== undefined && replyToSeq < seq ? await readAnswered(tx, room.id, replyToSeq) : null
  const answeredAuthors = answered?.authorId ? [answered.authorId] : []
  const message = { id, seq, clientId, body, createdAt: now }
  await tx
    .insert(messages)
    .values({ ...message, roomId: room.id, authorId: viewer.id, replyToSeq: answered?.seq ?? null })
  // Only now: a retry of what was saved before the block has ended at its id.
  if ((await blockedAmong(tx, viewer.id, answeredAuthors)).size > 0) throw new AppError('not-found')
  await mentionPeople(tx, viewer, room, { id, body }, now)
  const isOpen = !(await hasBlockIn(tx, [viewer.id, ...answeredAuthors], room.id))
  return {
    // What goes out to everybody is what its author sees: nothing goes out while a block is in the way.
    message: newMessageView(viewer, message, answered),
    hearing: { id: room.id, channelVersion: numbered.channelVersion, isOpen },
  }
}

/** What a message answers; without author and words when there is no such message. */
async function readAnswered(tx: Tx, roomId: string, seq: number) {
  const [row] = await tx
    .select({ authorId: messages.authorId, username: users.username, body: messages.body })
    .from(messages)
    .leftJoin(users, eq(users.id, messages.authorId))
    .where(and(eq(messages.roomId, roomId), eq(messages.seq, seq)))
  return { seq, ...(row ?? { authorId: null, username: null, body: '' }) }
}

/** The author of a message of the room: one id, or none when there is no such message or its author has left for good. */
export async function authorsOf(tx: Tx, roomId: string, seq: number): Promise<string[]> {
  const rows = await tx
    .select({ authorId: messages.authorId })
    .from(messages)
    .where(and(eq(messages.roomId, roomId), eq(messages.seq, seq)))
  return rows.flatMap(({ authorId }) => authorId ?? [])
}

/** Members of the room who are named in a message hear of it, also when they are away; never across a block. */
export async function mentionPeople(
  tx: Tx,
  author: Viewer,
  room: Pick<Room, 'id' | 'code' | 'name'>,
  message: { id: string; body: string },
  now: Date,
): Promise<void> {
  const names = mentionedKeys(message.body)
  if (names.length === 0) return
  const named = await tx
    .select({ id: users.id })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.roomId, room.id), isSeated, inArray(users.usernameKey, names)))
  const others = named.map(({ id }) => id).filter((id) => id !== author.id)
  const apart = await blockedAmong(tx, author.id, others)
  const told = others.filter((id) => !apart.has(id))
  if (told.length === 0) return
  await tx
    .insert(mentions)
    .values(told.map((userId) => ({ messageId: message.id, userId })))
    .onConflictDoNothing()
  const notice = {
    kind: 'mention' as const,
    title: `${author.username} mentioned you in ${room.name}`,
    body: excerptOf(message.body),
    href: routes.room(room.code),
    dedupeKey: mentionKey(message.id),
  }
  await notify(tx, told, notice, now)
}

/** Tells the room of a message, or only that there is one, when it is too long for an event or not for everybody. */
export async function announce(
  { isOpen, ...room }: Hearing,
  event: 'message.posted' | 'message.changed',
  message: MessageView,
  exceptSocketId?: string,
): Promise<void> {
  const { seq, revision } = message
  if (isOpen && fitsInEvent({ message })) await publishToRoom(room, event, { message }, exceptSocketId)
  else await publishToRoom(room, 'messages.changed', { seq, revision }, exceptSocketId)
}

/** Notes how far somebody has read; never backwards. */
export async function markRead(viewer: Viewer, input: { code: string; seq: number }, now: Date): Promise<void> {
  const room = await getRoomAsMember(viewer, input.code, now)
  const seq = Math.min(input.seq, room.lastSeq)
  const seat = and(
    eq(memberships.roomId, room.id),
    eq(memberships.userId, viewer.id),
    isSeated,
    lt(memberships.lastReadSeq, seq),
  )
  await transaction((tx) => tx.update(memberships).set({ lastReadSeq: seq, lastSeenAt: now }).where(seat))
}
