import { pusher } from '@/lib/realtime/pusher'
import { readAsked, refused, signed } from '../asked'

export const dynamic = 'force-dynamic'

/**
 * Signs which session a browser's connection belongs to, as pusher-js asks for it, so that it can be closed together with
 * the session.
 */
export async function POST(request: Request): Promise<Response> {
  const asked = await readAsked(request)
  return asked ? signed(pusher().authenticateUser(asked.socketId, { id: asked.viewer.sessionId })) : refused()
}
