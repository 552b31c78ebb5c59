import { apiRoute } from '@/lib/api'
import { getRoomState } from '@/lib/rooms/queries'
import { roomCodeSchema } from '@/lib/rooms/schemas'

/** The room, its timer and who is in it now, for its members. */
export const GET = apiRoute(
  { name: 'rooms.getState', access: 'viewer', input: roomCodeSchema },
  ({ code }, { viewer, now }) => getRoomState(viewer, code, now),
)
