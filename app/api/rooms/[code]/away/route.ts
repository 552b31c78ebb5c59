import { apiRoute } from '@/lib/api'
import { roomCodeSchema } from '@/lib/rooms/schemas'
import { noteTabClosed } from '@/lib/rooms/seats/presence'

/** The last word of a page that is being closed: a beacon, whose answer nobody waits for. */
export const POST = apiRoute(
  { name: 'rooms.noteTabClosed', access: 'viewer', input: roomCodeSchema },
  ({ code }, { viewer, now }) => noteTabClosed(viewer, code, now),
)
