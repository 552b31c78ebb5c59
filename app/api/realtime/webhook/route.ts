import { plainRoute } from '@/lib/api'
import { readBody, refusalHeaders } from '@/lib/body'
import { isFromRealtime, longestWebhook, readPresenceEvents } from '@/lib/realtime/webhook'
import { notePresence } from '@/lib/rooms/presence'

export const dynamic = 'force-dynamic'

/** What the realtime server reports: who came to a channel and who went. Signed with the app's secret. */
export const POST = plainRoute('realtime.webhook', async (request: Request) => {
  const refused = () => new Response(null, { status: 401, headers: refusalHeaders(request) })
  if (!isFromRealtime(request.headers)) return refused()
  const now = new Date()
  const news = readPresenceEvents(request.headers, await readBody(request, longestWebhook), now)
  if (!news) return refused()
  await notePresence(news, now)
  return Response.json({})
})
