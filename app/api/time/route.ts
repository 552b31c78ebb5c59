/** The server's clock in epoch milliseconds, so that browsers can measure how far theirs is off. Public and cheap. */
export function GET() {
  return Response.json({ nowMs: Date.now() }, { headers: { 'Cache-Control': 'no-store' } })
}

export const dynamic = 'force-dynamic'
