import { apiRoute } from '@/lib/api'
import { messageLimit } from '@/lib/rooms/limits'
import { postMessage } from '@/lib/rooms/messages/commands'
import { listMessages } from '@/lib/rooms/messages/queries'
import { listMessagesSchema, postMessageSchema } from '@/lib/rooms/schemas'

/** `?after=<seq>` repairs a gap, `?before=<seq>` pages back, neither answers the newest. */
export const GET = apiRoute(
  { name: 'rooms.listMessages', access: 'viewer', input: listMessagesSchema },
  async (part, { viewer, now }) => listMessages(viewer, part, now),
)

/** A route and not an action: actions of a page run one after the other, and a slow one would hold up the chat. */
export const POST = apiRoute(
  { name: 'rooms.postMessage', access: 'viewer', input: postMessageSchema, limit: messageLimit },
  async (message, { viewer, now }) => ({ message: await postMessage(viewer, message, now) }),
)
