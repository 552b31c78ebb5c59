import { apiRoute } from '@/lib/api'
import { noteTabClosed } from '@/lib/rooms/presence'
import { roomCodeSchema } from '@/lib/rooms/schemas'

/** The last word of a page that is being closed: a beacon, whose answer nobody waits for. */
export const POST = apiRoute(
  { name: 'rooms.noteTabClosed', access: 'viewer', input: roomCodeSchema },
  ({ code }, { viewer, now }) => noteTabClosed(viewer, code, now),
)
