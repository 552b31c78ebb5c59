/** What PostgreSQL refuses to compare or to keep is answered all the same, as on SQLite. */
import { expect, test, vi } from 'vitest'
import { GET as avatar } from '@/app/(cafe)/u/[username]/avatar/[digest]/route'
import { logIn } from '@/lib/accounts/commands/log-in'
import { updateProfile } from '@/lib/accounts/commands/profile'
import { getOwnProfile, getPerson } from '@/lib/accounts/queries'
import { logInSchema, profileSchema } from '@/lib/accounts/schemas'
import { newUuid } from '@/lib/ids'
import { savePlan } from '@/lib/planner/commands'
import { getPlanner } from '@/lib/planner/queries'
import { savePlanSchema } from '@/lib/planner/schemas'
import { listRooms } from '@/lib/rooms/browse-queries'
import { createRoom } from '@/lib/rooms/commands'
import { postMessage } from '@/lib/rooms/messages/commands'
import { listMessages } from '@/lib/rooms/messages/queries'
import { browseRoomsSchema, createRoomSchema, listMessagesSchema, postMessageSchema } from '@/lib/rooms/schemas'
import { addTask } from '@/lib/study/tasks/commands'
import { addTaskSchema } from '@/lib/study/tasks/schemas'
import { createPerson, createViewer, viewerOf } from '@/lib/testing/people'

vi.mock('@/lib/accounts/viewer', async (original) => ({
  ...(await original<typeof import('@/lib/accounts/viewer')>()),
  getViewer: async () => null,
}))

const now = new Date('2026-11-25T12:00Z')
const hostile = ['a\0b', '\0', '\ud800a', '\ufffe']

test.each(hostile)('%j in a search, a name, a picture, a log-in is an answer', async (word) => {
  const viewer = await createViewer()
  expect((await listRooms(viewer, browseRoomsSchema.parse({ q: `${word}zzz` }), now)).rooms).toEqual([])
  await expect(getPerson(viewer, word)).rejects.toMatchObject({ code: 'not-found' })
  for (const params of [
    { username: word, digest: 'x' },
    { username: viewer.username, digest: word },
  ])
    expect((await avatar(new Request('http://localhost/'), { params: Promise.resolve(params) })).status).toBe(404)
  for (const identifier of [word, `${word}@example.test`]) {
    const parsed = logInSchema.safeParse({ identifier, password: `wrong${word}` })
    if (!parsed.success) continue
    const attempt = { ...parsed.data, request: { address: null, userAgent: '' }, device: null }
    await expect(logIn(attempt, now)).rejects.toMatchObject({ code: 'invalid' })
  }
})

test('what is kept comes back without what no database keeps', async () => {
  const viewer = await viewerOf(await createPerson(), now)
  const dirty = 'a\0b\ud800c\ufffe'
  const profile = profileSchema.parse({ bio: dirty, gender: 'other', timeZone: 'UTC', visibility: 'members' })
  await updateProfile(viewer, profile, now)
  expect((await getOwnProfile(viewer, now)).bio).toBe('abc')
  expect(await addTask(viewer, addTaskSchema.parse({ id: newUuid(), name: dirty }), now)).toMatchObject({ name: 'abc' })
  const plan = {
    title: dirty,
    category: 'study',
    date: '2026-11-25',
    time: '14:30',
    minutes: '60',
    notes: `${dirty}\r\nd`,
  }
  await savePlan(viewer, savePlanSchema.parse(plan), now)
  const { days } = await getPlanner(viewer, { view: 'week', day: '2026-11-25' }, now)
  expect(days.flatMap(({ plans }) => plans)).toMatchObject([{ title: 'abc', notes: 'abc\nd' }])
})

test('numbers beyond what a column holds are refused before they are asked for', async () => {
  const host = await createViewer()
  const room = createRoomSchema.parse({ name: 'Numbers', maxMembers: '4', visibility: 'public' })
  const { code } = await createRoom(host, room, now)
  const message = postMessageSchema.parse({ code, clientId: newUuid(), body: 'a\0b' })
  expect((await postMessage(host, message, now)).body).toBe('ab')
  for (const key of ['after', 'before', 'revision']) {
    expect(listMessagesSchema.safeParse({ code, [key]: '3000000000' }).success, key).toBe(false)
    const largest = listMessagesSchema.parse({ code, [key]: '2000000000' })
    expect((await listMessages(host, largest, now)).messages, key).toBeDefined()
  }
})

test('a search that is too long is cut, one given twice counts once: neither shows everything', async () => {
  const viewer = await createViewer()
  await createRoom(viewer, createRoomSchema.parse({ name: 'Quiet', maxMembers: '4', visibility: 'public' }), now)
  for (const q of ['x'.repeat(101), ['nothing', 'else'], `${'🙂'.repeat(150)}`])
    expect((await listRooms(viewer, browseRoomsSchema.parse({ q }), now)).rooms).toEqual([])
})
