/** What two people do in the same instant. Whichever comes first, what remains makes sense. */
import { and, eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { db, type Tx, transaction } from '@/db/client'
import { memberships, messages, rooms } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { AppError } from '@/lib/errors'
import { newUuid } from '@/lib/ids'
import { postMessage } from '@/lib/rooms/messages/commands'
import { overtake } from '@/lib/testing/overtaking'
import { createViewer } from '@/lib/testing/people'
import { openRoom } from '@/lib/testing/rooms'
import { sample } from '@/lib/testing/sample'
import { after, minuteMs } from '@/lib/time'
import { changeRoom, closeRoom, lockRoom, muteMember, removeMember, transferHost } from './hosting/commands'
import { changeMessage } from './messages/change'
import { changeRoomSchema } from './schemas'
import { joinRoom } from './seats/join'
import { leaveRoom } from './seats/leave'

vi.mock('@/db/client', { spy: true })
vi.mock('@/lib/realtime/publish', () => import('@/lib/testing/silent-realtime'))

// Each order of the two presses is met at least once.
const rounds = sample(4, 40)
const now = new Date('2026-03-01T10:00:00Z')

const table = (guests: Viewer[]) => openRoom(now, { guests, name: 'Races' })

async function stateOf(code: string) {
  const [room] = await db.select().from(rooms).where(eq(rooms.code, code))
  if (!room) return null
  const seats = await db.select().from(memberships).where(eq(memberships.roomId, room.id))
  return { room, seated: seats.filter(({ isActive }) => isActive).map(({ userId }) => userId) }
}

const say = (who: Viewer, code: string, body: string) => postMessage(who, { code, clientId: newUuid(), body }, now)

/** The codes of what was refused; anything that is not a refusal fails. */
async function together(...work: Promise<unknown>[]): Promise<string[]> {
  const results = await Promise.allSettled(work)
  return results.flatMap((result) => {
    if (result.status === 'fulfilled') return []
    if (result.reason instanceof AppError) return [result.reason.code]
    throw result.reason
  })
}

test('the host leaves, or the one who is being made host does: the host is always somebody who sits there', async () => {
  for (let round = 0; round < rounds; round++) {
    const [first, second] = [await createViewer(), await createViewer()]
    const { host, code } = await table([first, second])
    const leaver = round % 2 ? host : second
    const pressed = [() => transferHost(host, { code, personId: second.id }, now), () => leaveRoom(leaver, code, now)]
    await together(...(round % 4 < 2 ? pressed : pressed.toReversed()).map((press) => press()))
    const after = await stateOf(code)
    expect(after?.seated).toContain(after?.room.hostId)
    expect(after?.room.activeMembers).toBe(2)
    expect(after?.seated).toHaveLength(2)
  }
})

test('a room is closed while people join and write: it is gone, and everybody is told in words', async () => {
  for (let round = 0; round < rounds; round++) {
    const [guest, late] = [await createViewer(), await createViewer()]
    const { host, code } = await table([guest])
    const refused = await together(
      say(guest, code, 'wait'),
      closeRoom(host, code, now),
      joinRoom(late, code, now),
      leaveRoom(guest, code, now),
    )
    expect(new Set([...refused, 'not-found'])).toEqual(new Set(['not-found']))
    expect(await stateOf(code)).toBeNull()
    expect(await db.select().from(memberships).where(eq(memberships.userId, late.id))).toEqual([])
  }
})

test('a message is edited while it is deleted: the tombstone keeps no words', async () => {
  for (let round = 0; round < rounds; round++) {
    const { host, code } = await table([])
    const { id, seq } = await say(host, code, 'first')
    const pressed = [
      () => changeMessage(host, { code, seq, change: { kind: 'edit', body: 'second' } }, now),
      () => changeMessage(host, { code, seq, change: { kind: 'delete' } }, now),
    ]
    await together(...(round % 2 ? pressed : pressed.toReversed()).map((press) => press()))
    const [row] = await db.select().from(messages).where(eq(messages.id, id))
    expect(row).toMatchObject({ body: '', deletedAt: now })
  }
})

test('somebody writes, joins again and is banned at once: no seat remains, and the count is right', async () => {
  for (let round = 0; round < rounds; round++) {
    const guest = await createViewer()
    const { host, code } = await table([guest])
    await together(
      say(guest, code, 'but'),
      removeMember(host, { code, personId: guest.id, isBanned: true }, now),
      joinRoom(guest, code, now),
      say(guest, code, 'and'),
    )
    const after = await stateOf(code)
    expect(after).toMatchObject({ seated: [host.id], room: { activeMembers: 1, hostId: host.id } })
    await expect(say(guest, code, 'still here')).rejects.toMatchObject({ code: 'not-found' })
  }
})

test('a stranger, an expelled person and someone who left do not stir a room by leaving it', async () => {
  const [gone, expelled, stranger] = [await createViewer(), await createViewer(), await createViewer()]
  const { host, code } = await table([gone, expelled])
  await leaveRoom(gone, code, now)
  await removeMember(host, { code, personId: expelled.id, isBanned: true }, now)
  for (const who of [gone, expelled, stranger]) await leaveRoom(who, code, after(now, minuteMs))
  expect((await stateOf(code))?.room).toMatchObject({ lastActivityAt: now, activeMembers: 1 })
})

/** 'done', or the code of the refusal, of work that is overtaken by a change between its look and its write. */
const overtakenBy = async (change: (tx: Tx) => Promise<unknown>, work: () => Promise<unknown>): Promise<string> =>
  (await overtake(change, () => together(work())))[0] ?? 'done'

test('whoever was shown out between the look and the write neither writes, edits nor reacts', async () => {
  const guest = await createViewer()
  const { host, code } = await table([guest])
  const { seq } = await say(guest, code, 'mine')
  const shownOut = async (tx: Tx) => {
    const [room] = await tx.update(rooms).set({ lastActivityAt: now }).where(eq(rooms.code, code)).returning()
    await tx
      .update(memberships)
      .set({ isActive: false })
      .where(and(eq(memberships.userId, guest.id), eq(memberships.roomId, room?.id ?? '')))
  }
  const change = (kind: Parameters<typeof changeMessage>[1]['change']) =>
    changeMessage(guest, { code, seq, change: kind }, now)
  for (const work of [
    () => say(guest, code, 'too late'),
    () => change({ kind: 'edit', body: 'too late' }),
    () => change({ kind: 'delete' }),
    () => change({ kind: 'react', emoji: '👍', isOn: true }),
  ]) {
    expect(await overtakenBy(shownOut, work)).toBe('not-found')
    await joinRoom(guest, code, now)
    await transaction((tx) => tx.update(rooms).set({ activeMembers: 2 }).where(eq(rooms.code, code)))
  }
  const [row] = await db.select().from(messages).where(eq(messages.authorId, guest.id))
  expect(row).toMatchObject({ body: 'mine', deletedAt: null })
  expect((await stateOf(code))?.room).toMatchObject({ lastSeq: 1, hostId: host.id })
})

test('whoever is no longer host between the look and the write has lost every power', async () => {
  const [guest, third] = [await createViewer(), await createViewer()]
  const { host, code } = await table([guest, third])
  const { seq } = await say(guest, code, 'mine')
  const handedOver = (tx: Tx) => tx.update(rooms).set({ hostId: guest.id }).where(eq(rooms.code, code))
  const settings = changeRoomSchema.parse({ code, name: 'Mine again', maxMembers: 9, visibility: 'private' })
  for (const work of [
    () => lockRoom(host, { code, isLocked: true }, now),
    () => transferHost(host, { code, personId: third.id }, now),
    () => muteMember(host, { code, personId: third.id, isMuted: true }, now),
    () => removeMember(host, { code, personId: third.id, isBanned: true }, now),
    () => changeRoom(host, settings, now),
    () => changeMessage(host, { code, seq, change: { kind: 'delete' } }, now),
    () => closeRoom(host, code, now),
  ]) {
    expect(await overtakenBy(handedOver, work)).toMatch(/^(not-found|invalid)$/)
    await transaction((tx) => tx.update(rooms).set({ hostId: host.id }).where(eq(rooms.code, code)))
  }
  expect(await stateOf(code)).toMatchObject({
    room: { name: 'Races', isLocked: false, isPublic: true, activeMembers: 3 },
  })
})
