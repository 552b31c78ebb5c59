import { checkHealth } from '@/lib/health'

export const dynamic = 'force-dynamic'

/** For load balancers and the start command: 503 while the database does not answer. */
export async function GET(): Promise<Response> {
  const health = await checkHealth()
  return Response.json(health, {
    status: health.status === 'down' ? 503 : 200,
    headers: { 'Cache-Control': 'no-store' },
  })
}
