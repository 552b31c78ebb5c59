/** Words that are taken back are gone from what others were told of them. */
import { eq } from 'drizzle-orm'
import { describe, expect, test, vi } from 'vitest'
import { db, transaction } from '@/db/client'
import { mentions, notifications, rooms, users } from '@/db/schema'
import { exportAccount } from '@/lib/accounts/export'
import { usernameKey } from '@/lib/accounts/rules'
import type { Viewer } from '@/lib/accounts/viewer'
import { newUuid } from '@/lib/ids'
import { deleteExpiredRooms } from '@/lib/rooms/commands'
import { closeRoom, removeMember } from '@/lib/rooms/hosting/commands'
import { joinRoom } from '@/lib/rooms/seats/join'
import { leaveRoom } from '@/lib/rooms/seats/leave'
import { createViewer } from '@/lib/testing/people'
import { openRoom } from '@/lib/testing/rooms'
import { changeMessage } from './change'
import { postMessage } from './commands'
import { deleteMentionsBy } from './mention-notices'

vi.mock('@/lib/realtime/publish', () => import('@/lib/testing/silent-realtime'))

const now = new Date('2026-03-01T10:00:00Z')

async function mentioned() {
  const [author, bob] = [await createViewer(), await createViewer()]
  const { host, code } = await openRoom(now, { guests: [author, bob] })
  const body = `@${bob.username} the secret words`
  const { seq } = await postMessage(author, { code, clientId: newUuid(), body }, now)
  expect(await noticesOf(bob)).toEqual([body])
  return { host, author, bob, code, seq }
}

async function noticesOf(who: Viewer): Promise<string[]> {
  const rows = await db.select().from(notifications).where(eq(notifications.userId, who.id))
  return rows.map(({ body }) => body)
}

test('a deleted message is gone from the notices and the exports of the people it named', async () => {
  const { author, bob, code, seq } = await mentioned()
  await changeMessage(author, { code, seq, change: { kind: 'delete' } }, now)
  expect(await noticesOf(bob)).toEqual([])
  const exported = JSON.stringify(await exportAccount(bob, now))
  for (const words of ['secret words', author.username]) expect(exported).not.toContain(words)
  expect(await db.select().from(mentions).where(eq(mentions.userId, bob.id))).toEqual([])
})

test('an edited message rewrites its notices, and takes them back from people it names no more', async () => {
  const { host, author, bob, code, seq } = await mentioned()
  const edit = (body: string) => changeMessage(author, { code, seq, change: { kind: 'edit', body } }, now)
  await edit(`@${bob.username.toUpperCase()} and @${host.username}, kinder`)
  expect(await noticesOf(bob)).toEqual([`@${bob.username.toUpperCase()} and @${host.username}, kinder`])
  expect(await noticesOf(host)).toHaveLength(1)
  await edit(`@${host.username}, nobody else`)
  expect([await noticesOf(bob), await noticesOf(host)]).toEqual([[], [`@${host.username}, nobody else`]])
})

describe('words written after somebody has gone do not follow them', () => {
  const ways: Record<string, (room: Awaited<ReturnType<typeof mentioned>>) => Promise<unknown>> = {
    left: ({ bob, code }) => leaveRoom(bob, code, now),
    removed: ({ host, bob, code }) => removeMember(host, { code, personId: bob.id, isBanned: false }, now),
    banned: ({ host, bob, code }) => removeMember(host, { code, personId: bob.id, isBanned: true }, now),
    'left and banned afterwards': async ({ host, bob, code }) => {
      await leaveRoom(bob, code, now)
      await removeMember(host, { code, personId: bob.id, isBanned: true }, now)
    },
  }
  test.each(Object.keys(ways))('%s', async (way) => {
    const room = await mentioned()
    const { author, bob, code, seq } = room
    const edit = (body: string) => changeMessage(author, { code, seq, change: { kind: 'edit', body } }, now)
    await ways[way]?.(room)
    await edit(`@${bob.username} NEWSECRET`)
    const exported = JSON.stringify(await exportAccount(bob, now))
    for (const words of ['NEWSECRET', 'secret words']) expect(exported).not.toContain(words)
    expect(await noticesOf(bob)).toEqual([])
  })

  test('and reach them again when they are back', async () => {
    const { author, bob, code, seq } = await mentioned()
    const edit = (body: string) => changeMessage(author, { code, seq, change: { kind: 'edit', body } }, now)
    await leaveRoom(bob, code, now)
    await edit(`@${bob.username} one`)
    await joinRoom(bob, code, now)
    await edit(`@${bob.username} two`)
    expect(await noticesOf(bob)).toEqual([`@${bob.username} two`])
  })
})

test('a room that is closed or whose time is up takes its notices along, and no others', async () => {
  const [closed, expired, open] = [await mentioned(), await mentioned(), await mentioned()]
  await closeRoom(closed.host, closed.code, now)
  expect(await noticesOf(closed.bob)).toEqual([])
  await transaction((tx) => tx.update(rooms).set({ expiresAt: now }).where(eq(rooms.code, expired.code)))
  expect(await deleteExpiredRooms(now)).toBe(1)
  expect([await noticesOf(expired.bob), (await noticesOf(open.bob)).length]).toEqual([[], 1])
})

test('whoever deletes their account is named in no notice any more', async () => {
  const { author, bob } = await mentioned()
  const other = await mentioned()
  await deleteMentionsBy(author)
  expect([await noticesOf(bob), (await noticesOf(other.bob)).length]).toEqual([[], 1])
})

describe('a name is matched by its key, as at sign-up, and not by the letters a database lowers', () => {
  // Latin letters in another form, as no sign-up takes them any more: long s, Kelvin sign, full width, capitals.
  test.each([
    ['\u017fam_k', '@sam_k'],
    ['\u212aate_k', '@kate_k'],
    ['\uff2d\uff21\uff32\uff29\uff21_k', '@Maria_K'],
    ['INGRID_K', '@ingrid_k'],
    ['ingrid_k', '@INGRID_K'],
  ])('%s hears of %s, also when it is edited', async (username, words) => {
    const { author, bob, code, seq } = await mentioned()
    await rename(bob, username)
    const { seq: later } = await postMessage(author, { code, clientId: newUuid(), body: `${words} hello` }, now)
    expect(await noticesOf(bob)).toContain(`${words} hello`)
    await changeMessage(author, { code, seq: later, change: { kind: 'edit', body: `${words} again` } }, now)
    expect(await noticesOf(bob)).toContain(`${words} again`)
    expect(seq).toBeLessThan(later)
  })

  // A dotted or dotless i is another letter, and so is one with an accent, in one piece or taken apart.
  test.each([
    ['\u0130ngrid_k', '@ingrid_k'],
    ['ingr\u0131d_k', '@ingrid_k'],
    ['jos\u00e9_k', '@jose_k'],
    ['jose\u0301_k', '@jose_k'],
    ['ingrid_k', '@\u0130ngrid_k'],
    ['jose_k', '@jose\u0301_k'],
  ])('%s does not hear of %s', async (username, words) => {
    const { author, bob, code } = await mentioned()
    await rename(bob, username)
    await postMessage(author, { code, clientId: newUuid(), body: `${words} hello` }, now)
    expect(await noticesOf(bob)).not.toContain(`${words} hello`)
  })
})

async function rename({ id }: Viewer, username: string): Promise<void> {
  const key = usernameKey(username)
  // One name is one person's.
  await transaction(async (tx) => {
    await tx.update(users).set({ usernameKey: newUuid() }).where(eq(users.usernameKey, key))
    await tx.update(users).set({ username, usernameKey: key }).where(eq(users.id, id))
  })
}
