import { getViewer, type Viewer } from '@/lib/accounts/viewer'
import { readBody, refusalHeaders } from '@/lib/body'
import { isSameOrigin } from '@/lib/request'

/** Who asks for a signature, for which connection, and what else pusher-js sends along. */
type Asked = { viewer: Viewer; socketId: string; form: URLSearchParams }

/**
 * Reads a request for a signature; null when it gets none: a foreign page, nobody signed in, no connection.
 * @throws AppError when its body is too long or breaks off.
 */
export async function readAsked(request: Request): Promise<Asked | null> {
  if (!isSameOrigin(request.headers)) return null
  const viewer = await getViewer()
  if (!viewer) return null
  const form = new URLSearchParams(await readBody(request))
  const socketId = form.get('socket_id') ?? ''
  return /^\d+\.\d+$/.test(socketId) ? { viewer, socketId, form } : null
}

export const refused = (request: Request) => new Response(null, { status: 403, headers: refusalHeaders(request) })

export const signed = (signature: object) => Response.json(signature, { headers: { 'Cache-Control': 'no-store' } })
