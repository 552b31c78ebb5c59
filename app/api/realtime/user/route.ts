import { plainRoute } from '@/lib/api'
import { pusher } from '@/lib/realtime/pusher'
import { readAsked, refused, signed } from '../read-auth-request'

export const dynamic = 'force-dynamic'

/**
 * Signs which session a browser's connection belongs to, as pusher-js asks for it, so that it can be closed together with
 * the session.
 */
export const POST = plainRoute('realtime.user', async (request: Request) => {
  const asked = await readAsked(request)
  return asked ? signed(pusher().authenticateUser(asked.socketId, { id: asked.viewer.sessionId })) : refused(request)
})
