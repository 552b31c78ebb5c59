/** Rooms and messages by the thousand, straight into the tables: for tests and benchmarks of size. */
import { eq } from 'drizzle-orm'
import { transaction } from '@/db/client'
import { memberships, messages, rooms, roomTimers } from '@/db/schema'
import { newId, newUuid } from '@/lib/ids'
import { after, secondMs } from '@/lib/time'

/** Rows in one statement: SQLite takes so many parameters and no more. */
const batch = 200

/** Calls `make` for each number below `count`, in portions that fit into a statement. */
async function inPortions<Row>(count: number, make: (n: number) => Row, save: (rows: Row[]) => Promise<unknown>) {
  for (let from = 0; from < count; from += batch)
    await save(Array.from({ length: Math.min(batch, count - from) }, (_, n) => make(from + n)))
}

/** Gives an empty room a long past: `count` messages of one person, numbered as if they had been posted. */
export async function fillWithMessages(code: string, author: { id: string }, count: number, now: Date): Promise<void> {
  const [room] = await transaction((tx) =>
    tx.update(rooms).set({ lastSeq: count }).where(eq(rooms.code, code)).returning({ id: rooms.id }),
  )
  if (!room) throw new Error(`There is no room ${code}.`)
  const message = (n: number) => ({
    id: newId(),
    roomId: room.id,
    seq: n + 1,
    authorId: author.id,
    clientId: newUuid(),
    body: `message ${n + 1}`,
    createdAt: now,
  })
  await inPortions(count, message, (rows) => transaction((tx) => tx.insert(messages).values(rows)))
}

/** Public rooms "Bench 0", "Bench 1" …, each with `membersEach` of these people in it; two in three about maths. */
export async function fillWithRooms(
  count: number,
  membersEach: number,
  people: readonly { id: string }[],
  now: Date,
): Promise<void> {
  const room = (n: number) => ({
    id: newId(),
    code: `B${n.toString(36).toUpperCase().padStart(6, '0')}`,
    name: `Bench ${n}`,
    searchText: `bench ${n}`,
    subject: n % 3 ? 'maths' : 'law',
    maxMembers: 50,
    activeMembers: membersEach,
    isPublic: true,
    lastActivityAt: after(now, -n * secondMs),
    createdAt: now,
  })
  const seatsIn = (roomId: string, at: number) =>
    Array.from({ length: membersEach }, (_, n) => people[(at * 7 + n) % people.length]).flatMap((person) =>
      person ? [{ id: newId(), roomId, userId: person.id, isActive: true, joinedAt: now, lastSeenAt: now }] : [],
    )
  await inPortions(count, room, (made) =>
    transaction(async (tx) => {
      await tx.insert(rooms).values(made)
      await tx.insert(roomTimers).values(made.map(({ id }) => ({ roomId: id, updatedAt: now })))
      await tx.insert(memberships).values(made.flatMap(({ id }, n) => seatsIn(id, n)))
    }),
  )
}
