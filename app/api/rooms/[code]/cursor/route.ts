import { apiRoute } from '@/lib/api'
import { getRoomAsMember } from '@/lib/rooms/queries'
import { cursorOf } from '@/lib/rooms/room-state'
import { roomCodeSchema } from '@/lib/rooms/schemas'

/** How far the room is, for its members: a screen that has just begun to listen asks for more only when it is behind. */
export const GET = apiRoute(
  { name: 'rooms.getCursor', access: 'viewer', input: roomCodeSchema },
  async ({ code }, { viewer, now }) => cursorOf(await getRoomAsMember(viewer, code, now)),
)
