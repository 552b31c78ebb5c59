import { apiRoute } from '@/lib/api'
import { listConversations } from '@/lib/tutor/conversations/queries'
import { searchConversationsLimit } from '@/lib/tutor/limits'
import { listConversationsSchema } from '@/lib/tutor/schemas'

/** `?q=` searches titles and what was said; `?before=<ISO 8601>` pages back. */
export const GET = apiRoute(
  {
    name: 'tutor.listConversations',
    access: 'viewer',
    input: listConversationsSchema,
    limit: searchConversationsLimit,
  },
  (wanted, { viewer }) => listConversations(viewer, wanted),
)
