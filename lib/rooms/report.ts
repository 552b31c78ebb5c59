import 'server-only'
import { and, desc, eq, lte } from 'drizzle-orm'
import { db, transaction } from '@/db/client'
import { memberships, messages, reports, users } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { getRoomAsMember } from './queries'
import type { ReportInput } from './schemas'

/** How many messages up to the reported one are kept with a report. */
const contextMessages = 15

/**
 * Reports a message or a person of a room one is in. What was said is copied into the report, so that deleting it
 * afterwards hides nothing.
 * @throws AppError `not-found` for people outside, and for a message or person that was never there.
 */
export async function report(viewer: Viewer, input: ReportInput, now: Date): Promise<void> {
  const room = await getRoomAsMember(viewer, input.code, now)
  const inRoom = eq(messages.roomId, room.id)
  const upTo = input.seq === undefined ? undefined : lte(messages.seq, input.seq)
  const context = await db
    .select({
      id: messages.id,
      seq: messages.seq,
      authorId: messages.authorId,
      author: users.username,
      body: messages.body,
      at: messages.createdAt,
    })
    .from(messages)
    .leftJoin(users, eq(users.id, messages.authorId))
    .where(and(inRoom, upTo))
    .orderBy(desc(messages.seq))
    .limit(contextMessages)
  const message = input.seq === undefined ? undefined : context.find(({ seq }) => seq === input.seq)
  if (input.seq !== undefined && !message) throw new AppError('not-found')
  const reportedUserId = input.personId ?? message?.authorId ?? null
  if (reportedUserId === null || reportedUserId === viewer.id) throw new AppError('not-found')
  if (input.personId) await mustHaveBeenHere(room.id, input.personId)
  await transaction((tx) =>
    tx.insert(reports).values({
      id: newId(),
      roomId: room.id,
      reporterId: viewer.id,
      reportedUserId,
      messageId: message?.id ?? null,
      reason: input.reason,
      context: {
        messages: context.reverse().map(({ seq, author, body, at }) => ({
          seq,
          author: author ?? 'someone who left',
          body,
          at: at.toISOString(),
        })),
      },
      createdAt: now,
    }),
  )
}

async function mustHaveBeenHere(roomId: string, personId: string): Promise<void> {
  const [seat] = await db
    .select({ id: memberships.id })
    .from(memberships)
    .where(and(eq(memberships.roomId, roomId), eq(memberships.userId, personId)))
  if (!seat) throw new AppError('not-found')
}
