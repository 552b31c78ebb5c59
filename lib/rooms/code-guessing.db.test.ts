/** The code is the key of a private room: guessing it costs, and being refused tells nothing. */
import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import RoomPage from '@/app/(cafe)/rooms/[code]/page'
import { GET as getState } from '@/app/api/rooms/[code]/state/route'
import { db, transaction } from '@/db/client'
import { memberships, rooms } from '@/db/schema'
import { sessionCookie } from '@/lib/accounts/session-token'
import type { Viewer } from '@/lib/accounts/viewer'
import { listMessages } from '@/lib/rooms/messages/queries'
import { createViewer, signInCookie } from '@/lib/testing/people'
import { answerOf, openRoom } from '@/lib/testing/rooms'
import { after, minuteMs } from '@/lib/time'
import { newRoomCode } from './code'
import { removeMember } from './hosting/commands'
import { getRoom, getRoomAsMember } from './queries'
import { joinRoom } from './seats/join'

vi.setConfig({ testTimeout: 60_000 })
vi.mock('@/lib/realtime/publish', () => import('@/lib/testing/silent-realtime'))
vi.mock('@/lib/realtime/presence', () => import('@/lib/testing/silent-realtime'))
const browser = vi.hoisted(() => ({ cookie: '' }))
vi.mock('next/headers', () => ({
  headers: async () => new Headers(),
  cookies: async () => ({
    get: (name: string) => (name === sessionCookie() ? { value: browser.cookie } : undefined),
  }),
}))

const now = new Date()
const open = async (host: Viewer, visibility: 'public' | 'private') =>
  (await openRoom(now, { host, name: 'Hidden table', maxMembers: 4, visibility })).code

const allowed = 20

async function guess(viewer: Viewer, times: number, at = now): Promise<string[]> {
  const answers: string[] = []
  for (let n = 0; n < times; n++) answers.push(await answerOf(getRoom(viewer, newRoomCode(), at)))
  return answers
}

test('after twenty codes that lead nowhere, a right one is answered like a wrong one, for ten minutes', async () => {
  const [host, guesser] = [await createViewer(), await createViewer()]
  const [hidden, listed] = [await open(host, 'private'), await open(host, 'public')]
  expect(await guess(guesser, allowed)).toEqual(Array(allowed).fill('not-found'))
  for (const code of [hidden, newRoomCode()]) {
    expect(await answerOf(getRoom(guesser, code, now))).toBe('too-many')
    expect(await answerOf(joinRoom(guesser, code, now))).toBe('too-many')
    expect(await answerOf(listMessages(guesser, { code }, now))).toBe('too-many')
    browser.cookie = (await signInCookie(guesser)).value
    const reply = await getState(new Request(`http://localhost:3000/api/rooms/${code}/state`), {
      params: Promise.resolve({ code }),
    })
    expect([reply.status, Number(reply.headers.get('retry-after')) > 0]).toEqual([429, true])
    // The page says so, and nothing of the room.
    expect(JSON.stringify(await RoomPage({ params: Promise.resolve({ code }) }))).not.toContain('Hidden table')
  }
  // What everybody finds in the list is no secret.
  expect(await answerOf(getRoom(guesser, listed, now))).toBe('done')
  expect(await answerOf(joinRoom(guesser, listed, now))).toBe('done')
  // Somebody else is not limited, nor is the guesser later.
  expect(await answerOf(getRoom(host, hidden, now))).toBe('done')
  const later = after(now, 11 * minuteMs)
  expect(await answerOf(joinRoom(guesser, hidden, later))).toBe('done')
})

test('missing, closed and forbidden rooms count alike, through every way that takes a code', async () => {
  const [host, guesser, banned] = [await createViewer(), await createViewer(), await createViewer()]
  const hidden = await open(host, 'private')
  const expired = await open(host, 'private')
  await transaction((tx) => tx.update(rooms).set({ expiresAt: now }).where(eq(rooms.code, expired)))
  for (const code of [hidden]) await joinRoom(banned, code, now)
  await removeMember(host, { code: hidden, personId: banned.id, isBanned: true }, now)
  const ways = [
    (who: Viewer, code: string) => getRoom(who, code, now),
    (who: Viewer, code: string) => joinRoom(who, code, now),
    (who: Viewer, code: string) => listMessages(who, { code }, now),
  ]
  const count = async (who: Viewer, code: string) => {
    const answers: string[] = []
    for (let n = 0; n < allowed + 1; n++) answers.push(await answerOf((ways[n % 3] ?? ways[0])?.(who, code) as never))
    return answers
  }
  const expected = [...Array(allowed).fill('not-found'), 'too-many']
  expect(await count(guesser, newRoomCode())).toEqual(expected)
  expect(await count(banned, hidden)).toEqual(expected)
  expect(await count(await createViewer(), expired)).toEqual(expected)
  // The routes of a room one does not sit in answer and count as if it were not there.
  const outsider = await createViewer()
  for (let n = 0; n < allowed; n++)
    expect(await answerOf(listMessages(outsider, { code: hidden }, now))).toBe('not-found')
  expect(await answerOf(getRoom(outsider, hidden, now))).toBe('too-many')
})

test('many guesses in the same instant are counted too', async () => {
  const [host, guesser] = [await createViewer(), await createViewer()]
  const hidden = await open(host, 'private')
  const codes = [...Array.from({ length: 60 }, newRoomCode), hidden, hidden]
  const answers = await Promise.all(codes.map((code) => answerOf(getRoom(guesser, code, now))))
  expect(answers.filter((answer) => answer === 'not-found').length).toBeLessThanOrEqual(allowed)
  expect(answers.slice(60).filter((answer) => answer === 'done')).toEqual([])
})

test('whoever has the code may look as often as they like, and whoever sits there is never limited', async () => {
  const [host, guest] = [await createViewer(), await createViewer()]
  const hidden = await open(host, 'private')
  for (let n = 0; n < 2 * allowed; n++) expect(await answerOf(getRoom(guest, hidden, now))).toBe('done')
  await joinRoom(guest, hidden, now)
  await guess(guest, allowed + 5)
  for (let n = 0; n < 5; n++) expect(await answerOf(getRoom(guest, hidden, now))).toBe('done')
  const seats = await db.select().from(memberships).where(eq(memberships.userId, guest.id))
  expect(seats.map(({ isActive }) => isActive)).toEqual([true])
})

test('somebody who was there knows the code: asking after being removed costs no guess', async () => {
  const [host, guest] = [await createViewer(), await createViewer()]
  const [first, second] = [await open(host, 'private'), await open(host, 'private')]
  await joinRoom(guest, first, now)
  await removeMember(host, { code: first, personId: guest.id, isBanned: false }, now)
  for (let n = 0; n < allowed + 2; n++) expect(await answerOf(getRoomAsMember(guest, first, now))).toBe('not-found')
  expect(await answerOf(joinRoom(guest, second, now))).toBe('done')
})
