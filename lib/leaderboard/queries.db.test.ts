import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { transaction } from '@/db/client'
import { bans, blocks, memberships, rooms } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { newId } from '@/lib/ids'
import { createViewer, type PersonOptions } from '@/lib/testing/people'
import { study } from '@/lib/testing/study'
import { setLeaderboard } from './commands'
import { getLeaderboard } from './queries'

let months = 0

/** People with minutes in a month of their own, so that tests do not meet. */
async function boardOf(minutes: number[], options: PersonOptions[] = []) {
  const startedAt = new Date(Date.UTC(2027, months++, 10, 10))
  const people: Viewer[] = []
  for (const [index, amount] of minutes.entries()) {
    const person = await createViewer(options[index])
    people.push(person)
    if (amount > 0) await study({ userId: person.id, minutes: amount, startedAt })
  }
  const read = (viewer: Viewer, scope: 'everyone' | 'rooms' = 'everyone') =>
    getLeaderboard(viewer, { board: 'month', scope }, startedAt)
  return { people, read, startedAt }
}

const someone = (people: Viewer[], index: number): Viewer => {
  const person = people[index]
  if (!person) throw new Error('nobody')
  return person
}

test('equal minutes share a rank and the next one counts everybody before', async () => {
  const { people, read } = await boardOf([50, 90, 50, 20])
  const { rows, own } = await read(someone(people, 3))
  expect(rows.map(({ rank, minutes }) => [rank, minutes])).toEqual([
    [1, 90],
    [2, 50],
    [2, 50],
    [4, 20],
  ])
  expect(own).toMatchObject({ rank: 4, minutes: 20, absence: null, isInRows: true })
})

test('people without a verified address are not on it, and are told why', async () => {
  const { people, read } = await boardOf([50, 90], [{}, { isVerified: false }])
  expect((await read(someone(people, 0))).rows.map(({ name }) => name)).toEqual([someone(people, 0).username])
  expect((await read(someone(people, 1))).own).toMatchObject({ rank: null, minutes: 90, absence: 'unverified' })
})

test('who hides is gone at once, who takes an alias cannot be followed', async () => {
  const { people, read, startedAt } = await boardOf([50, 90, 70])
  const [first, second, third] = [someone(people, 0), someone(people, 1), someone(people, 2)]
  await setLeaderboard(second, { visibility: 'hidden', alias: '' }, startedAt)
  await setLeaderboard(third, { visibility: 'alias', alias: 'Night owl' }, startedAt)
  const { rows, own } = await read(first)
  expect(rows.map(({ name, username, avatarUrl }) => [name, username, avatarUrl])).toEqual([
    ['Night owl', null, null],
    [first.username, first.username, null],
  ])
  expect(own.rank).toBe(2)
  expect((await read(second)).own).toMatchObject({ rank: null, absence: 'hidden' })
  expect(JSON.stringify(rows)).not.toContain(third.id)
})

test('people who blocked each other do not see each other, and ranks stay true', async () => {
  const { people, read, startedAt } = await boardOf([50, 90])
  const [me, other] = [someone(people, 0), someone(people, 1)]
  await transaction((tx) => tx.insert(blocks).values({ blockerId: other.id, blockedId: me.id, createdAt: startedAt }))
  const { rows } = await read(me)
  expect(rows.map(({ name, rank }) => [name, rank])).toEqual([[me.username, 2]])
})

test('my rooms holds everybody who is or was in one of them, and nobody who was banned', async () => {
  const { people, read, startedAt } = await boardOf([50, 90, 70, 80])
  const [me, mate, banned] = [someone(people, 0), someone(people, 2), someone(people, 3)]
  expect((await read(me, 'rooms')).own.absence).toBe('no-rooms')
  const roomId = newId()
  const room = { id: roomId, code: newId().slice(-6), name: 'R', searchText: 'r', maxMembers: 5, isPublic: false }
  const seat = { roomId, joinedAt: startedAt, lastSeenAt: startedAt, isActive: true }
  await transaction(async (tx) => {
    await tx.insert(rooms).values({ ...room, lastActivityAt: startedAt, createdAt: startedAt })
    await tx.insert(memberships).values([me, mate, banned].map(({ id: userId }) => ({ ...seat, id: newId(), userId })))
    await tx.insert(bans).values({ roomId, userId: banned.id, createdAt: startedAt })
  })
  const names = async () => (await read(me, 'rooms')).rows.map(({ name }) => name)
  expect(await names()).toEqual([mate.username, me.username])
  // Whoever got up is still somebody from my rooms, and so am I.
  await transaction((tx) => tx.update(memberships).set({ isActive: false }).where(eq(memberships.roomId, roomId)))
  expect(await names()).toEqual([mate.username, me.username])
  expect((await read(me, 'rooms')).own).toMatchObject({ rank: 2, absence: null })
  expect((await read(banned, 'rooms')).own.absence).toBe('no-rooms')
})

test('one row of a person, however many boards there are; nothing in a period says so', async () => {
  const { people, startedAt } = await boardOf([30, 0])
  const me = someone(people, 1)
  const board = await getLeaderboard(me, { board: 'month', scope: 'everyone' }, startedAt)
  expect(board.own).toMatchObject({ rank: null, minutes: 0, absence: 'no-minutes' })
})
