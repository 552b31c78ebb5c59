import 'server-only'
import { asc, eq } from 'drizzle-orm'
import { db } from '@/db/client'
import { conversations, tutorMessages } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { AppError } from '@/lib/errors'
import { isMine } from './queries'
import { type MessageRow, messageColumns } from './read-views'

/**
 * A whole conversation of the viewer as a Markdown file.
 * @throws AppError `not-found`
 */
export async function exportConversation(
  viewer: Viewer,
  { id }: { id: string },
): Promise<{ markdown: string; fileName: string }> {
  const [conversation] = await db
    .select({ title: conversations.title, createdAt: conversations.createdAt })
    .from(conversations)
    .where(isMine(viewer, id))
  if (!conversation) throw new AppError('not-found')
  const rows = await db
    .select(messageColumns)
    .from(tutorMessages)
    .where(eq(tutorMessages.conversationId, id))
    .orderBy(asc(tutorMessages.seq))
  const day = conversation.createdAt.toISOString().slice(0, 10)
  const parts = [`# ${oneLine(conversation.title)}`, `With the tutor of VirtualCafe, ${day}.`, ...rows.map(messagePart)]
  return { markdown: `${parts.filter(Boolean).join('\n\n')}\n`, fileName: `tutor-${day}.md` }
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ')

const quoted = (text: string): string =>
  text
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')

/** What was typed stands as it was typed; what a heading says of it is ours. */
function messagePart({ role, body, attempt, taskName, hasPhoto }: MessageRow): string {
  if (role === 'tutor') return body === '' ? '' : `## Tutor\n\n${body}`
  const parts = ['## You', body]
  if (taskName) parts.push(`Working on: ${oneLine(taskName)}`)
  if (attempt) parts.push(`What I tried:\n\n${quoted(attempt)}`)
  if (hasPhoto) parts.push('(with a photo, which was not kept)')
  return parts.join('\n\n')
}
