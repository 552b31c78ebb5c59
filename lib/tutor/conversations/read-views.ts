import 'server-only'
import type { conversations } from '@/db/schema'
import { tutorMessages } from '@/db/schema'
import { failureOfCode } from '../failures'
import { staleAnswerMs } from '../rules'
import type { Answer, ConversationItem, StudentMessage, TutorMessage } from '../views'

/** The columns of a message that its student's browser gets. */
export const messageColumns = {
  id: tutorMessages.id,
  seq: tutorMessages.seq,
  role: tutorMessages.role,
  body: tutorMessages.body,
  status: tutorMessages.status,
  failure: tutorMessages.failure,
  intent: tutorMessages.intent,
  attempt: tutorMessages.attempt,
  taskName: tutorMessages.taskName,
  hasPhoto: tutorMessages.hasPhoto,
  step: tutorMessages.step,
  replacesId: tutorMessages.replacesId,
  flushedAt: tutorMessages.flushedAt,
  createdAt: tutorMessages.createdAt,
}

export type MessageRow = Pick<typeof tutorMessages.$inferSelect, keyof typeof messageColumns>

/** Is an answer not written any more, though its row says so? Its process is gone. */
const isStale = ({ status, flushedAt, createdAt }: MessageRow, now: Date): boolean =>
  status === 'streaming' && now.getTime() - (flushedAt ?? createdAt).getTime() > staleAnswerMs

export function toStudentMessage(row: MessageRow): StudentMessage {
  const { id, seq, body, intent, attempt, taskName, hasPhoto, createdAt } = row
  const known = { id, seq, body, attempt, taskName, hasPhoto, createdAt: createdAt.toISOString() }
  return { ...known, role: 'student', intent: intent ?? 'ask' }
}

export function toAnswer(row: MessageRow, now: Date): Answer {
  const { id, seq, body, step, createdAt } = row
  const known = { id, seq, body, step, createdAt: createdAt.toISOString() }
  const isOver = isStale(row, now)
  const code = isOver ? 'interrupted' : row.failure
  const status = isOver ? 'failed' : row.status
  return { ...known, role: 'tutor', status, failure: code === null ? null : failureView(code) }
}

export const failureView = (code: string): NonNullable<Answer['failure']> => {
  const { message, isRetryable } = failureOfCode(code)
  return { code, message, isRetryable }
}

const toMessage = (row: MessageRow, now: Date): TutorMessage =>
  row.role === 'student' ? toStudentMessage(row) : toAnswer(row, now)

/**
 * What is shown of a conversation: an answer that is being replaced gives way to the one under way.
 * @param rows oldest first
 */
export function toMessages(rows: readonly MessageRow[], now: Date): TutorMessage[] {
  const replaced = new Set(rows.map(({ replacesId }) => replacesId))
  return rows.filter(({ id }) => !replaced.has(id)).map((row) => toMessage(row, now))
}

export const toItem = ({
  id,
  title,
  updatedAt,
}: Pick<typeof conversations.$inferSelect, 'id' | 'title' | 'updatedAt'>): ConversationItem => ({
  id,
  title,
  updatedAt: updatedAt.toISOString(),
})
