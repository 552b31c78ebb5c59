import 'server-only'
import { and, count, eq, sql } from 'drizzle-orm'
import { type Tx, transaction } from '@/db/client'
import { isSeated } from '@/db/conditions'
import { memberships, messages, reactions, rooms } from '@/db/schema'
import { blockedAmong } from '@/lib/accounts/blocks'
import type { Viewer } from '@/lib/accounts/viewer'
import { AppError } from '@/lib/errors'
import { hasBlockIn } from '@/lib/rooms/blocks'
import { getRoomAsMember } from '@/lib/rooms/queries'
import { canDelete, canEdit, ownerOf, roleOf, roomLimits } from '@/lib/rooms/rules'
import type { ChangeMessageInput } from '@/lib/rooms/schemas'
import type { MessageView, Room } from '@/lib/rooms/views'
import { announce, authorsOf, mentionPeople } from './commands'
import { deleteMentionsIn, rewriteMentionNotices } from './mention-notices'
import { readMessages } from './read-views'

type MessageRow = typeof messages.$inferSelect

/**
 * Edits, deletes or reacts to a message. Each change takes the next number of the room's revisions, so that a screen
 * that missed some can ask for exactly those.
 * @throws AppError `not-found` for people outside, for messages they may not change or see; `conflict` when it is too
 * late to edit, or for people who are muted.
 */
export async function changeMessage(viewer: Viewer, input: ChangeMessageInput, now: Date): Promise<MessageView> {
  if (!viewer.isVerified) throw new AppError('unverified')
  const room = await getRoomAsMember(viewer, input.code, now)
  const hearing = await transaction((tx) => apply(tx, viewer, room, input, now))
  const [message] = await readMessages(viewer.id, and(eq(messages.roomId, room.id), eq(messages.seq, input.seq)))
  if (!message) throw new AppError('not-found')
  await announce(hearing, 'message.changed', message, input.socketId)
  return message
}

async function apply(tx: Tx, viewer: Viewer, room: Room, { seq, change }: ChangeMessageInput, now: Date) {
  const [counted] = await tx
    .update(rooms)
    .set({ lastRevision: sql`${rooms.lastRevision} + 1`, lastActivityAt: now })
    .where(eq(rooms.id, room.id))
    .returning({
      revision: rooms.lastRevision,
      channelVersion: rooms.channelVersion,
      hostId: rooms.hostId,
      isTemporary: rooms.isTemporary,
      createdById: rooms.createdById,
    })
  const [message] = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.roomId, room.id), eq(messages.seq, seq)))
  if (!counted || !message || message.deletedAt) throw new AppError('not-found')
  await mustBeThere(tx, viewer, room, change.kind !== 'delete', now)
  const asked = { authorId: message.authorId, createdAt: message.createdAt, isDeleted: false }
  if (change.kind === 'react') await react(tx, viewer, message, change, now)
  if (change.kind === 'edit') {
    if (message.authorId !== viewer.id) throw new AppError('not-found')
    if (!canEdit(asked, viewer.id, now.getTime()))
      throw new AppError('conflict', 'Messages can be edited for 15 minutes. This one can no longer be edited.')
    await rewriteMentionNotices(tx, { id: message.id, roomId: room.id, body: change.body })
    await mentionPeople(tx, viewer, room, { id: message.id, body: change.body }, now)
  }
  // Whoever is host at this moment, which may be somebody else than when the request began.
  const rights = { role: roleOf(counted, viewer.id), ownerId: ownerOf(counted) }
  if (change.kind === 'delete' && !canDelete(asked, viewer.id, rights)) throw new AppError('not-found')
  if (change.kind === 'delete') await deleteMentionsIn(tx, message.id)
  const changes = {
    edit: change.kind === 'edit' ? { body: change.body, editedAt: now } : {},
    delete: { body: '', deletedAt: now },
    react: {},
  }[change.kind]
  await tx
    .update(messages)
    .set({ ...changes, revision: counted.revision })
    .where(eq(messages.id, message.id))
  const shown = await shownIn(tx, message)
  return {
    id: room.id,
    channelVersion: counted.channelVersion,
    isOpen: !(await hasBlockIn(tx, [viewer.id, ...shown], room.id)),
  }
}

/** Everybody who is to be seen in a message: its author, whom it answers, and who reacted to it. */
async function shownIn(tx: Tx, message: MessageRow): Promise<string[]> {
  const answered = message.replyToSeq === null ? [] : await authorsOf(tx, message.roomId, message.replyToSeq)
  const reacted = await tx
    .selectDistinct({ userId: reactions.userId })
    .from(reactions)
    .where(eq(reactions.messageId, message.id))
  return [...(message.authorId ? [message.authorId] : []), ...answered, ...reacted.map(({ userId }) => userId)]
}

/** Asked again inside the transaction: somebody may have been removed, or muted, in between. */
async function mustBeThere(tx: Tx, viewer: Viewer, room: Room, isSaying: boolean, now: Date): Promise<void> {
  const [seat] = await tx
    .select({ mutedUntil: memberships.mutedUntil })
    .from(memberships)
    .where(and(eq(memberships.roomId, room.id), eq(memberships.userId, viewer.id), isSeated))
  if (!seat) throw new AppError('not-found')
  if (isSaying && seat.mutedUntil && seat.mutedUntil > now)
    throw new AppError('conflict', 'The host has muted you for now.')
}

async function react(
  tx: Tx,
  viewer: Viewer,
  message: MessageRow,
  { emoji, isOn }: { emoji: string; isOn: boolean },
  now: Date,
): Promise<void> {
  const apart = await blockedAmong(tx, viewer.id, message.authorId ? [message.authorId] : [])
  if (apart.size > 0) throw new AppError('not-found')
  const own = and(eq(reactions.messageId, message.id), eq(reactions.userId, viewer.id), eq(reactions.emoji, emoji))
  if (!isOn) {
    await tx.delete(reactions).where(own)
    return
  }
  const kinds = await tx
    .select({ emoji: reactions.emoji, people: count() })
    .from(reactions)
    .where(eq(reactions.messageId, message.id))
    .groupBy(reactions.emoji)
  if (kinds.length >= roomLimits.reactionsAMessage && !kinds.some((kind) => kind.emoji === emoji))
    throw new AppError('conflict', 'This message can’t take another kind of reaction.')
  await tx
    .insert(reactions)
    .values({ messageId: message.id, userId: viewer.id, emoji, createdAt: now })
    .onConflictDoNothing()
}
