import { readPresenceNews } from '@/lib/realtime/webhook'
import { notePresence } from '@/lib/rooms/presence'

export const dynamic = 'force-dynamic'

/** What the realtime server reports: who came to a channel and who went. Signed with the app's secret. */
export async function POST(request: Request): Promise<Response> {
  const news = readPresenceNews(request.headers, await request.text())
  if (!news) return new Response(null, { status: 401 })
  await notePresence(news, new Date())
  return Response.json({})
}
