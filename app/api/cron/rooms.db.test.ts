import { eq } from 'drizzle-orm'
import { afterEach, expect, test, vi } from 'vitest'
import { db, transaction } from '@/db/client'
import { rooms } from '@/db/schema'
import { createRoom } from '@/lib/rooms/commands'
import { createRoomSchema } from '@/lib/rooms/schemas'
import { createViewer } from '@/lib/testing/people'
import { localTestEnv } from '@/lib/testing/test-env'
import { after } from '@/lib/time'
import { GET } from './rooms/route'

const broken = vi.hoisted(() => ({ credit: false, presence: false }))
vi.mock('@/lib/study/earning/room-credit', () => ({
  creditRooms: async () => {
    if (broken.credit) throw new Error('no credit today')
    return 0
  },
}))
vi.mock('@/lib/realtime/presence', () => ({
  listOccupied: async () => {
    if (broken.presence) throw new Error('nobody answers')
    return null
  },
  listPresent: async () => null,
}))

afterEach(() => {
  vi.restoreAllMocks()
  Object.assign(broken, { credit: false, presence: false })
})

async function expiredRoom(): Promise<string> {
  const input = createRoomSchema.parse({ name: 'Late', maxMembers: 4, visibility: 'public' })
  const { code } = await createRoom(await createViewer(), input, new Date())
  await transaction((tx) =>
    tx
      .update(rooms)
      .set({ expiresAt: after(new Date(), -1) })
      .where(eq(rooms.code, code)),
  )
  return code
}

const isThere = async (code: string) => (await db.$count(rooms, eq(rooms.code, code))) === 1

async function run(): Promise<{ status: number; body: Record<string, unknown> }> {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const headers = { authorization: `Bearer ${localTestEnv.CRON_SECRET}` }
  const reply = await GET(new Request('http://localhost:3000/api/cron/rooms', { headers }))
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> }
}

test('a room whose people could not be credited stays until they are; the other steps run', async () => {
  const code = await expiredRoom()
  broken.credit = true
  const body = { failed: ['credited'], skipped: ['deleted'], done: { freed: 0 } }
  expect(await run()).toMatchObject({ status: 500, body })
  expect(await isThere(code)).toBe(true)
  broken.credit = false
  expect(await run()).toMatchObject({ status: 200, body: { credited: 0, deleted: 1 } })
  expect(await isThere(code)).toBe(false)
})

test('what fails before the credit does not keep a room whose time is up', async () => {
  const code = await expiredRoom()
  broken.presence = true
  expect(await run()).toMatchObject({ status: 500, body: { failed: ['missing'], skipped: [], done: { deleted: 1 } } })
  expect(await isThere(code)).toBe(false)
})
