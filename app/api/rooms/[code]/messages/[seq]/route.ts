import { apiRoute } from '@/lib/api'
import { changeMessageLimit } from '@/lib/rooms/limits'
import { changeMessage } from '@/lib/rooms/messages/change'
import { changeMessageSchema } from '@/lib/rooms/schemas'

/** Edits, deletes or reacts to one message. */
export const POST = apiRoute(
  { name: 'rooms.changeMessage', access: 'viewer', input: changeMessageSchema, limit: changeMessageLimit },
  async (input, { viewer, now }) => ({ message: await changeMessage(viewer, input, now) }),
)
