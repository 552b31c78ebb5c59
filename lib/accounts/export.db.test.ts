import { getTableColumns, is, Table } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db, transaction } from '@/db/client'
import * as schema from '@/db/schema'
import { conversations, studySessions, tasks, tutorMessages } from '@/db/schema'
import { newId } from '@/lib/ids'
import { createRoom } from '@/lib/rooms/commands'
import { changeRoom, removeMember, transferHost } from '@/lib/rooms/hosting/commands'
import { changeRoomSchema, createRoomSchema } from '@/lib/rooms/schemas'
import { joinRoom } from '@/lib/rooms/seats/join'
import { createPerson, signInCookie, viewerOf } from '@/lib/testing/people'
import { deleteAccount } from './commands/deletion'
import { requestPasswordReset } from './commands/password'
import { uploadAvatar } from './commands/profile'
import { beginSecondFactor } from './commands/second-factor'
import { exportAccount, exportStudySessions, unexported } from './export'

const now = new Date('2026-11-23T10:00:00Z')

test('no table of the schema is forgotten', () => {
  expect(unexported()).toEqual([])
})

async function livedIn() {
  const person = await createPerson()
  const viewer = await viewerOf(person, now)
  await signInCookie(person, now)
  await requestPasswordReset(person.email, { address: null, userAgent: '' }, now)
  await beginSecondFactor(viewer, person.password, now)
  const [taskId, conversationId] = [newId(), newId()]
  await transaction(async (tx) => {
    await tx
      .insert(tasks)
      .values({ id: taskId, userId: person.id, name: '=HYPERLINK("evil")', position: 'a', createdAt: now })
    await tx.insert(studySessions).values({
      id: newId(),
      userId: person.id,
      type: 'focus',
      minutes: 25,
      activeMs: 1_500_000,
      isCompleted: true,
      taskId,
      roomName: 'Table "four", by the window',
      startedAt: new Date('2026-11-23T09:00:00Z'),
      endedAt: new Date('2026-11-23T09:25:00Z'),
      timeZone: 'UTC',
      dayStartHour: 4,
      recordedAt: now,
      day: '2026-11-23',
    })
    const thread = { id: conversationId, userId: person.id, title: 'Limits', createdAt: now, updatedAt: now }
    await tx.insert(conversations).values(thread)
    const said = { id: newId(), conversationId, role: 'student', body: 'What is a limit?', status: 'done' } as const
    await tx.insert(tutorMessages).values({ ...said, createdAt: now })
  })
  return { person, viewer }
}

test('holds everything of the person, nothing of others, and nothing that opens an account', async () => {
  const [mine, theirs] = [await livedIn(), await livedIn()]
  const exported = await exportAccount(mine.viewer, now)
  const text = JSON.stringify(exported)
  expect(exported).toMatchObject({
    users: [{ username: mine.person.username, email: mine.person.email }],
    tasks: [{ name: '=HYPERLINK("evil")' }],
    studySessions: [{ minutes: 25 }],
    tutorMessages: [{ body: 'What is a limit?' }],
  })
  for (const foreign of [theirs.person.id, theirs.person.username, theirs.person.email])
    expect(text).not.toContain(foreign)
  expect(text).not.toMatch(/argon2|passwordHash|tokenHash|codeHash|"secret"/i)
})

test('the spreadsheet quotes what must be quoted and runs nothing', async () => {
  const { viewer } = await livedIn()
  expect(await exportStudySessions(viewer)).toBe(
    '\ufeffDay,Started,Ended,Type,Minutes,Completed,Task,Room\r\n' +
      '2026-11-23,2026-11-23T09:00:00.000Z,2026-11-23T09:25:00.000Z,focus,25,yes,' +
      `"'=HYPERLINK(""evil"")","Table ""four"", by the window"\r\n`,
  )
})

test('a deleted account leaves no row behind, in any table', async () => {
  const { person, viewer } = await livedIn()
  const picture = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  await uploadAvatar(viewer, picture, now)
  await expect(deleteAccount(viewer, 'wrong wrong', now)).rejects.toMatchObject({
    fields: { password: expect.any(String) },
  })
  await deleteAccount(viewer, person.password, now)
  for (const [name, table] of Object.entries(schema as Record<string, unknown>)) {
    if (!is(table, Table)) continue
    const rows = await db.select(getTableColumns(table as typeof schema.users)).from(table as typeof schema.users)
    expect({ name, found: JSON.stringify(rows).includes(person.id) }).toEqual({ name, found: false })
    expect({ name, found: JSON.stringify(rows).includes(person.email) }).toEqual({ name, found: false })
  }
})

test('of a room in other hands, and of a ban, the export says nothing', async () => {
  const [founder, heir] = [await viewerOf(await createPerson(), now), await viewerOf(await createPerson(), now)]
  const input = createRoomSchema.parse({ name: 'Before', maxMembers: 4, visibility: 'private', lifetime: 'kept' })
  const [{ code }, own] = [await createRoom(founder, input, now), await createRoom(founder, input, now)]
  await joinRoom(heir, code, now)
  const codesOf = async () => {
    const { rooms } = (await exportAccount(founder, now)) as { rooms: { code: string }[] }
    return rooms.map((room) => room.code).sort()
  }
  expect(await codesOf()).toEqual([code, own.code].sort())
  await transferHost(founder, { code, personId: heir.id }, now)
  await removeMember(heir, { code, personId: founder.id, isBanned: true }, now)
  await changeRoom(heir, changeRoomSchema.parse({ ...input, code, name: 'Among us now' }), now)
  expect(await codesOf()).toEqual([own.code])
  const text = JSON.stringify(await exportAccount(founder, now))
  for (const secret of ['Among us now', heir.id, 'bannedBy', 'channelVersion']) expect(text).not.toContain(secret)
})
