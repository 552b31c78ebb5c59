import { expect, test } from 'vitest'
import { createPerson, viewerOf } from '@/lib/testing/people'
import { listRooms, roomsPerPage } from './browse-queries'
import { createRoom } from './commands'
import { browseRoomsSchema, createRoomSchema } from './schemas'

const now = new Date('2026-03-02T10:00:00Z')

async function openRooms(count: number, subject: string) {
  const viewer = await viewerOf(await createPerson())
  for (let n = 1; n <= count; n++) {
    const fields = { name: `Table ${n}`, maxMembers: 8, visibility: 'public', lifetime: 'kept', subject }
    await createRoom(await viewerOf(await createPerson()), createRoomSchema.parse(fields), now)
  }
  return viewer
}

test('a page that is not there any more shows the last one there is', async () => {
  const viewer = await openRooms(roomsPerPage + 3, 'law')
  const open = async (page: string | string[]) => {
    const list = await listRooms(viewer, browseRoomsSchema.parse({ page, subject: 'law' }), now)
    return { page: list.page, pages: list.pages, shown: list.rooms.length }
  }
  const first = { page: 1, pages: 2, shown: roomsPerPage }
  const last = { page: 2, pages: 2, shown: 3 }
  for (const page of ['1', '0', '-1', '-1e9', 'NaN', 'two', '', '1.9', 'Infinity', '0x1', '1e-3'])
    expect(await open(page), page).toEqual(first)
  for (const page of ['2', '3', '51', '1000', '1001', '1e9', '99999999999999999999', '2.5'])
    expect(await open(page), page).toEqual(last)
  expect(await open(['2', '1'])).toEqual(first)
})

test('with no room at all the first page is the last', async () => {
  const viewer = await viewerOf(await createPerson())
  const list = await listRooms(viewer, browseRoomsSchema.parse({ page: '7', subject: 'medicine' }), now)
  expect(list).toEqual({ rooms: [], total: 0, page: 1, pages: 1 })
})
