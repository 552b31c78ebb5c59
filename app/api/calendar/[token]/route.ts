import { env } from '@/lib/env'
import { icsOf } from '@/lib/planner/ics'
import { findCalendarFeed } from '@/lib/planner/queries'

export const dynamic = 'force-dynamic'

/**
 * A person's plans for calendar programs. The secret in the address is the whole permission: programs send no cookie.
 * An unknown one and an ended one look alike.
 */
export async function GET(_: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  const { token } = await params
  const now = new Date()
  const feed = await findCalendarFeed(token.replace(/\.ics$/, ''), now)
  if (!feed) return new Response('There is no calendar at this address.\n', { status: 404, headers: noCache })
  return new Response(icsOf(feed.events, { host: env().appUrl.hostname, now }), {
    headers: {
      ...noCache,
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'inline; filename="virtualcafe.ics"',
      'X-Robots-Tag': 'noindex',
    },
  })
}

const noCache = { 'Cache-Control': 'private, no-store' }
