import { apiRoute } from '@/lib/api'
import { getConversation } from '@/lib/tutor/conversations/queries'
import { readConversationSchema } from '@/lib/tutor/schemas'

/** A conversation: its newest messages, or with `?before=<seq>` those before one. */
export const GET = apiRoute(
  { name: 'tutor.readConversation', access: 'viewer', input: readConversationSchema },
  async (wanted, { viewer, now }) => ({ conversation: await getConversation(viewer, wanted, now) }),
)
