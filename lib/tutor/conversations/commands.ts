import 'server-only'
import { and, eq } from 'drizzle-orm'
import { type Tx, transaction } from '@/db/client'
import { conversations, tutorMessages } from '@/db/schema'
import { searchFold } from '@/db/search-fold'
import type { Viewer } from '@/lib/accounts/viewer'
import { AppError } from '@/lib/errors'
import { findLiveAnswer } from '../answers/live-answers'
import { publishChange } from '../publish'
import { newTitle } from '../rules'
import { isMine } from './queries'

/** Gives a conversation a name of the student's own. @throws AppError `not-found` */
export async function renameConversation(
  viewer: Viewer,
  { id, title }: { id: string; title: string },
): Promise<{ title: string }> {
  const renamed = await transaction((tx) =>
    tx
      .update(conversations)
      .set({ title, isNamed: true, searchText: searchFold(title) })
      .where(isMine(viewer, id))
      .returning({ id: conversations.id }),
  )
  if (renamed.length === 0) throw new AppError('not-found')
  await publishChange(viewer, { conversationId: id })
  return { title }
}

/** Empties a conversation; an answer under way ends with it. @throws AppError `not-found` */
export async function clearConversation(viewer: Viewer, { id }: { id: string }): Promise<void> {
  await endConversation(viewer, id, async (tx) => {
    await tx.delete(tutorMessages).where(eq(tutorMessages.conversationId, id))
  })
  await publishChange(viewer, { conversationId: id })
}

/** Deletes a conversation with everything said in it; cards made from it stay. @throws AppError `not-found` */
export async function deleteConversation(viewer: Viewer, { id }: { id: string }): Promise<void> {
  await endConversation(viewer, id, async (tx) => {
    await tx.delete(conversations).where(isMine(viewer, id))
  })
  await publishChange(viewer, { conversationId: id, isGone: true })
}

/** Frees the conversation of its answer, in one transaction with what is to become of it, and stops who writes it here. */
async function endConversation(viewer: Viewer, id: string, work: (tx: Tx) => Promise<void>): Promise<void> {
  const writing = await transaction(async (tx) => {
    const [before] = await tx
      .select({ answeringId: conversations.answeringId })
      .from(conversations)
      .where(isMine(viewer, id))
    if (!before) throw new AppError('not-found')
    await tx
      .update(conversations)
      .set({ answeringId: null, answeringAt: null, questionId: null, ladder: null })
      .where(isMine(viewer, id))
    // Its first words are no name for what is empty.
    await tx
      .update(conversations)
      .set({ title: newTitle, searchText: searchFold(newTitle) })
      .where(and(isMine(viewer, id), eq(conversations.isNamed, false)))
    await work(tx)
    return before.answeringId
  })
  // On another machine the next look at the row ends it.
  if (writing) findLiveAnswer(writing)?.stop()
}
