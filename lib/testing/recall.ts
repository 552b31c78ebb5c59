import 'server-only'
import { transaction } from '@/db/client'
import { conversations, recallCards, tutorMessages } from '@/db/schema'
import { newId } from '@/lib/ids'
import { after, secondMs } from '@/lib/time'
import { newMemory } from '@/lib/tutor/recall/schedule'

/** What is said in a conversation, as a test has it. `text` of a student is a question unless said otherwise. */
export type Said = Partial<typeof tutorMessages.$inferInsert> & { role: 'student' | 'tutor'; body: string }

/** A conversation with the tutor, straight into the database, a second between its messages. Answers their ids. */
export async function talk(
  person: { id: string },
  said: readonly Said[],
  now: Date,
): Promise<{ id: string; messageIds: string[] }> {
  const id = newId()
  const rows = said.map((message, index) => ({
    id: newId(),
    conversationId: id,
    seq: index + 1,
    status: 'done' as const,
    intent: message.role === 'student' ? ('ask' as const) : null,
    createdAt: after(now, (index - said.length) * secondMs),
    ...message,
  }))
  await transaction(async (tx) => {
    const times = { createdAt: now, updatedAt: now }
    await tx.insert(conversations).values({ id, userId: person.id, title: 'A talk', lastSeq: rows.length, ...times })
    if (rows.length > 0) await tx.insert(tutorMessages).values(rows)
  })
  return { id, messageIds: rows.map((row) => row.id) }
}

/** A question that was asked and answered. */
export const asked = (question: string, answer = `About ${question}`): [student: Said, tutor: Said] => [
  { role: 'student', body: question },
  { role: 'tutor', body: answer },
]

/** A recall card, due now unless said otherwise, straight into the database. Answers its id. */
export async function createCard(
  person: { id: string },
  card: Partial<typeof recallCards.$inferInsert> = {},
  now: Date = new Date(),
): Promise<string> {
  const id = card.id ?? newId()
  const times = { createdAt: now, updatedAt: now }
  const text = { question: `Question ${id}`, answer: `Answer ${id}` }
  await transaction((tx) =>
    tx.insert(recallCards).values({ ...newMemory(now), ...text, ...times, ...card, id, userId: person.id }),
  )
  return id
}
