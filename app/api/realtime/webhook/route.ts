import { plainRoute } from '@/lib/api'
import { readBody, refusalHeaders } from '@/lib/body'
import { isFromRealtime, longestWebhook, readPresenceEvents } from '@/lib/realtime/webhook'
import { handleOnce } from '@/lib/realtime/webhook-once'
import { notePresence } from '@/lib/rooms/seats/presence'

export const dynamic = 'force-dynamic'

/**
 * What the realtime server reports: who came to a channel and who went. Signed with the app's secret. One that comes again
 * (a retry after a lost answer, or a recording played back) is answered alike and changes nothing.
 */
export const POST = plainRoute('realtime.webhook', async (request: Request) => {
  const refused = () => new Response(null, { status: 401, headers: refusalHeaders(request) })
  if (!isFromRealtime(request.headers)) return refused()
  const now = new Date()
  const events = readPresenceEvents(request.headers, await readBody(request, longestWebhook), now)
  if (!events) return refused()
  const signature = request.headers.get('x-pusher-signature') ?? ''
  if (events.length > 0) await handleOnce(signature, now, () => notePresence(events, now))
  return Response.json({})
})
