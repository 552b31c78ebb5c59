import { eq } from 'drizzle-orm'
import { transaction } from '@/db/client'
import { messages, rooms } from '@/db/schema'
import { newId, newUuid } from '@/lib/ids'

/** Rows in one statement: SQLite takes so many parameters and no more. */
const batch = 500

/** Gives an empty room a long past: `count` messages of one person, numbered as if they had been posted. */
export async function fillWithMessages(code: string, author: { id: string }, count: number, now: Date): Promise<void> {
  const [room] = await transaction((tx) =>
    tx.update(rooms).set({ lastSeq: count }).where(eq(rooms.code, code)).returning({ id: rooms.id }),
  )
  if (!room) throw new Error(`There is no room ${code}.`)
  for (let from = 0; from < count; from += batch) {
    const rows = Array.from({ length: Math.min(batch, count - from) }, (_, n) => ({
      id: newId(),
      roomId: room.id,
      seq: from + n + 1,
      authorId: author.id,
      clientId: newUuid(),
      body: `message ${from + n + 1}`,
      createdAt: now,
    }))
    await transaction((tx) => tx.insert(messages).values(rows))
  }
}
