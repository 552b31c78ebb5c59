import 'server-only'
import { timingSafeEqual } from 'node:crypto'
import { plainRoute } from './api'
import { env } from './env'
import { AppError } from './errors'
import { hashSecret, newId } from './ids'
import { log } from './log'

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

/** One thing that a cron route does. What it answers is reported under its name. */
export type CronStep = (now: Date) => Promise<unknown>

/** The steps of a route by name, in their order. */
export type CronSteps = Readonly<Record<string, CronStep | { after: string; run: CronStep }>>

/** A step that runs only when another one, before it in the list, went well. */
export const afterStep = (after: string, run: CronStep) => ({ after, run })

/** What became of the steps. `failed` and `skipped` are names; `reference` is how the log names what was thrown. */
type CronReport = { done: Record<string, unknown>; failed: string[]; skipped: string[]; reference: string }

/**
 * A cron route: runs its steps for the scheduler, is not there for anybody else. A step that throws does not stop those
 * after it, except the ones that need it. Answers what each step reports; with 500 when one failed, and then also which,
 * and the reference under which the log says why.
 */
export function cronRoute(steps: CronSteps): (request: Request) => Promise<Response> {
  return async (request) => {
    if (!isCron(request)) return new Response(null, { status: 404 })
    const route = new URL(request.url).pathname
    const run = plainRoute(route, async () => answerOf(await runSteps(route, steps, new Date())))
    return run(request, undefined)
  }
}

async function runSteps(route: string, steps: CronSteps, now: Date): Promise<CronReport> {
  const report: CronReport = { done: {}, failed: [], skipped: [], reference: newId().slice(-8) }
  for (const [name, step] of Object.entries(steps)) {
    const needed = typeof step === 'function' ? null : step.after
    if (needed !== null && !Object.hasOwn(report.done, needed)) {
      report.skipped.push(name)
      log.warn('cron.step-skipped', { route, step: name, needed })
      continue
    }
    try {
      report.done[name] = await (typeof step === 'function' ? step : step.run)(now)
    } catch (error) {
      report.failed.push(name)
      log.error('cron.step-failed', { route, step: name, reference: report.reference, error })
    }
  }
  return report
}

function answerOf({ done, failed, skipped, reference }: CronReport): Response {
  const headers = { 'Cache-Control': 'no-store' }
  if (failed.length === 0) return Response.json(done, { headers })
  const { code, status } = new AppError('internal')
  const notRun = skipped.length > 0 ? `; not run: ${skipped.join(', ')}` : ''
  const message = `Failed: ${failed.join(', ')}${notRun}. (Reference ${reference})`
  return Response.json({ error: { code, message, fields: {} }, failed, skipped, done }, { status, headers })
}
