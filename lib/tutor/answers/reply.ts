import 'server-only'
import type { Viewer } from '@/lib/accounts/viewer'
import { AppError } from '@/lib/errors'
import { getAnswer } from '../conversations/queries'
import { formatReply } from '../format-reply'
import type { Asked } from './ask'
import { followAnswer } from './follow-answer'

/**
 * Waits for an answer and gives it as a whole.
 * @param signal whoever waits is gone; the answer is written all the same
 * @throws AppError `unavailable` with the sentence of what went wrong, when no word came
 */
export async function readReply(
  viewer: Viewer,
  { answer, conversation }: Asked,
  signal: AbortSignal,
): Promise<{ reply: string; conversationId: string }> {
  for await (const _ of followAnswer(viewer, answer.id, signal)) {
    // Only its end counts here.
  }
  const { body, failure } = await getAnswer(viewer, answer.id, new Date())
  if (body === '') throw new AppError('unavailable', failure?.message ?? 'The answer was stopped.')
  return { reply: formatReply(body), conversationId: conversation.id }
}
