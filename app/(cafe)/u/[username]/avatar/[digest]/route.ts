import { findAvatar } from '@/lib/accounts/queries'
import { getViewer } from '@/lib/accounts/viewer'

type Params = { username: string; digest: string }

/**
 * A picture by its content: a browser may keep it for ever, a new one has a new address. A cache between people may not:
 * it would show it across a block.
 */
export async function GET(_: Request, { params }: { params: Promise<Params> }): Promise<Response> {
  const { username, digest } = await params
  const image = await findAvatar(await getViewer(), username, digest)
  if (!image) return new Response(null, { status: 404, headers: { 'Cache-Control': 'no-store' } })
  const headers = {
    'Content-Type': 'image/webp',
    'Content-Disposition': 'inline',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, max-age=31536000, immutable',
  }
  return new Response(new Uint8Array(image), { headers })
}
