import { getViewer, type Viewer } from '@/lib/accounts/viewer'
import { isSameOrigin } from '@/lib/request'

/** Who asks for a signature, for which connection, and what else pusher-js sends along. */
type Asked = { viewer: Viewer; socketId: string; form: URLSearchParams }

/** Reads a request for a signature; null when it gets none: a foreign page, nobody signed in, no connection. */
export async function readAsked(request: Request): Promise<Asked | null> {
  if (!isSameOrigin(request.headers)) return null
  const form = new URLSearchParams(await request.text())
  const socketId = form.get('socket_id') ?? ''
  const viewer = await getViewer()
  return viewer && /^\d+\.\d+$/.test(socketId) ? { viewer, socketId, form } : null
}

export const refused = () => new Response(null, { status: 403 })

export const signed = (signature: object) => Response.json(signature, { headers: { 'Cache-Control': 'no-store' } })
