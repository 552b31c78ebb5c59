import { apiRoute } from '@/lib/api'
import { markRead } from '@/lib/rooms/messages/commands'
import { markReadSchema } from '@/lib/rooms/schemas'

/** How far the viewer has read. */
export const POST = apiRoute(
  { name: 'rooms.markRead', access: 'viewer', input: markReadSchema },
  (input, { viewer, now }) => markRead(viewer, input, now),
)
