import 'server-only'
import { and, asc, desc, eq, gt, gte, lt, lte } from 'drizzle-orm'
import { messages } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { getRoomAsMember } from '@/lib/rooms/queries'
import type { ListMessagesInput } from '@/lib/rooms/schemas'
import type { MessageView, Room } from '@/lib/rooms/views'
import { readMessages } from './read-views'

export const messagesPerPage = 50

/**
 * A part of the chat, oldest first. `hasMore`: there is more on the far side of it. `changed`: older messages that were
 * edited, deleted or reacted to since the asker's `revision`; null when they are too many to list.
 */
export type MessagePage = {
  messages: MessageView[]
  hasMore: boolean
  changed: MessageView[] | null
  revision: number
}

/** More changes than these since the last look: the screen starts afresh. */
const maxChanges = 200

/**
 * The newest messages, those after a sequence number (to repair a gap), or those before one (history), for a member.
 * @throws AppError `not-found` for everybody else.
 */
export async function listMessages(viewer: Viewer, part: ListMessagesInput, now: Date): Promise<MessagePage> {
  return pageOfMessages(viewer, await getRoomAsMember(viewer, part.code, now), part)
}

/** The same for a room that the caller has already been shown. */
export async function pageOfMessages(
  viewer: Pick<Viewer, 'id'>,
  room: Pick<Room, 'id' | 'lastSeq' | 'lastRevision'>,
  part: Omit<ListMessagesInput, 'code'> = {},
): Promise<MessagePage> {
  const inRoom = eq(messages.roomId, room.id)
  const limit = messagesPerPage + 1
  const isForward = part.after !== undefined
  const order = [isForward ? asc(messages.seq) : desc(messages.seq)]
  const rows = await readMessages(viewer.id, and(inRoom, rangeOf(part, room.lastSeq, limit)), { order, limit })
  const page = rows.slice(0, messagesPerPage)
  const since = part.revision
  const hasChanged = since !== undefined && since < room.lastRevision
  const changed = hasChanged
    ? await readMessages(viewer.id, and(inRoom, gt(messages.revision, since)), {
        order: [asc(messages.revision)],
        limit: maxChanges + 1,
      })
    : []
  return {
    messages: isForward ? page : page.reverse(),
    hasMore: rows.length > messagesPerPage,
    changed: changed.length > maxChanges ? null : changed,
    revision: room.lastRevision,
  }
}

/**
 * The sequence numbers a page may have. Numbers have no gaps, so both ends are known: a database whose statistics are
 * old reads a page all the same, and never the whole room.
 */
function rangeOf({ after, before }: Omit<ListMessagesInput, 'code'>, lastSeq: number, limit: number) {
  if (after !== undefined) return and(gt(messages.seq, after), lte(messages.seq, after + limit))
  const end = before ?? lastSeq + 1
  return and(gte(messages.seq, end - limit), before === undefined ? undefined : lt(messages.seq, before))
}
