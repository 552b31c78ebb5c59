/** What domains that do not know each other do for each other when something happens to an account. */
import { and, eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { db, transaction } from '@/db/client'
import { memberships, rankings, rooms } from '@/db/schema'
import { deleteAccount } from '@/lib/accounts/commands/deletion'
import { noteEmailVerified } from '@/lib/accounts/commands/email-verified'
import { logOut } from '@/lib/accounts/commands/sessions'
import { createRoom } from '@/lib/rooms/commands'
import { createViewer, testPassword } from '@/lib/testing/people'
import { study } from '@/lib/testing/study'
import { after, hourMs } from '@/lib/time'
import { registerHooks } from './account-hooks'

beforeAll(registerHooks)

const now = new Date()
const table = {
  name: 'Thesis',
  description: '',
  subject: 'other',
  maxMembers: 6,
  visibility: 'public',
  lifetime: 'kept',
} as const

test('minutes from before the address was verified stand on the leaderboard as soon as it is', async () => {
  const person = await createViewer({ isVerified: false })
  await study({ userId: person.id, startedAt: after(now, -hourMs) })
  const listings = () => db.select({ isListed: rankings.isListed }).from(rankings).where(eq(rankings.userId, person.id))
  expect(new Set((await listings()).map(({ isListed }) => isListed))).toEqual(new Set([false]))
  await transaction((tx) => noteEmailVerified(tx, person.id, now))
  expect(new Set((await listings()).map(({ isListed }) => isListed))).toEqual(new Set([true]))
})

test('whoever logs out or deletes the account holds no seat', async () => {
  for (const end of [
    (who: Awaited<ReturnType<typeof createViewer>>) => logOut(who, now),
    (who: Awaited<ReturnType<typeof createViewer>>) => deleteAccount(who, testPassword, now),
  ]) {
    const person = await createViewer()
    const { code } = await createRoom(person, table, now)
    const seats = () =>
      db
        .select({ id: memberships.id })
        .from(memberships)
        .innerJoin(rooms, eq(rooms.id, memberships.roomId))
        .where(and(eq(rooms.code, code), eq(memberships.isActive, true)))
    expect(await seats()).toHaveLength(1)
    await end(person)
    expect(await seats()).toEqual([])
  }
})
