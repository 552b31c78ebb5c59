/** Who runs a room, in words. Pure. */
import type { Room, RoomState } from '@/lib/rooms/views'

type Before = Pick<Room, 'hostId' | 'ownerId' | 'role'>

/** What to tell the viewer when somebody else is host than before; null when nothing changed. */
export function hostChangeText(
  before: Before,
  {
    room,
    people,
  }: { room: Before; people: readonly Pick<RoomState['people'][number], 'id' | 'username' | 'isOwner'>[] },
  viewerId: string,
): string | null {
  if (room.hostId === before.hostId && room.ownerId === before.ownerId) return null
  const words = { owner: 'the owner of this room', host: 'the host', acting: 'the acting host' }
  if (room.role !== 'member') return room.role === before.role ? null : `You are ${words[room.role]} now`
  const host = people.find(({ id }) => id === room.hostId && id !== viewerId)
  if (!host) return null
  return `${host.username} is ${host.isOwner || room.ownerId === null ? 'the host' : 'the acting host'} now`
}
