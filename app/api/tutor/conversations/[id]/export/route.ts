import { plainRoute } from '@/lib/api'
import { enforceGuard, parseInput } from '@/lib/guard'
import { exportConversation } from '@/lib/tutor/conversations/export'
import { conversationSchema } from '@/lib/tutor/schemas'

/** A conversation as a Markdown file to keep. */
export const GET = plainRoute(
  'tutor.exportConversation',
  async (_: Request, { params }: { params: Promise<Record<string, string>> }) => {
    const { viewer } = await enforceGuard({ access: 'viewer' }, { isRead: true })
    const { markdown, fileName } = await exportConversation(viewer, parseInput(conversationSchema, await params))
    return new Response(markdown, {
      headers: {
        'Content-Type': 'text/markdown; charset=utf-8',
        'Content-Disposition': `attachment; filename="${fileName}"`,
        'Cache-Control': 'private, no-store',
      },
    })
  },
)
