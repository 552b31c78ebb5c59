import 'server-only'
import { timingSafeEqual } from 'node:crypto'
import { plainRoute } from './api'
import { env } from './env'
import { hashSecret } from './ids'

/**
 * Does this request carry the cron secret, as Vercel sends it (`Authorization: Bearer …`)? Compared in constant time, by
 * hash so that lengths match; when no secret is set, nobody is let in.
 */
function isCron(request: Request): boolean {
  const { cronSecret } = env()
  if (!cronSecret) return false
  const sent = hashSecret(request.headers.get('authorization') ?? '')
  return timingSafeEqual(Buffer.from(sent), Buffer.from(hashSecret(`Bearer ${cronSecret}`)))
}

/**
 * A cron route: runs `job` for the scheduler, is not there for anybody else. Answers what the job reports; when it fails,
 * the reference under which the log says why.
 */
export function cronRoute<Report>(job: (now: Date) => Promise<Report>): (request: Request) => Promise<Response> {
  return async (request) => {
    if (!isCron(request)) return new Response(null, { status: 404 })
    const run = plainRoute(new URL(request.url).pathname, async () =>
      Response.json(await job(new Date()), { headers: { 'Cache-Control': 'no-store' } }),
    )
    return run(request, undefined)
  }
}
