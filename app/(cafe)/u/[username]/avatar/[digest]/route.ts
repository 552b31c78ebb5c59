import { findAvatar } from '@/lib/accounts/queries'

type Params = { username: string; digest: string }

/** A picture by its content: it may be kept for ever, a new one has a new address. */
export async function GET(_: Request, { params }: { params: Promise<Params> }): Promise<Response> {
  const { username, digest } = await params
  const image = await findAvatar(username, digest)
  if (!image) return new Response(null, { status: 404, headers: { 'Cache-Control': 'no-store' } })
  const headers = {
    'Content-Type': 'image/webp',
    'Content-Disposition': 'inline',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'public, max-age=31536000, immutable',
  }
  return new Response(new Uint8Array(image), { headers })
}
