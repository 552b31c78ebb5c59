import { logDebug, logLine } from './output'

/** A route that wants to be called again and again, as a hosting platform's cron would. */
export type Job = { path: string; everySeconds: number }

/** What one machine calls by itself; on serverless hosting `vercel.json` does. */
export const jobs: Job[] = [
  { path: '/api/cron/rooms', everySeconds: 15 },
  { path: '/api/cron/mail', everySeconds: 20 },
  { path: '/api/cron/accounts', everySeconds: 3600 },
  { path: '/api/cron/study', everySeconds: 3600 },
  { path: '/api/cron/retention', everySeconds: 3600 },
  { path: '/api/cron/plans', everySeconds: 60 },
]

const callTimeoutMs = 50_000

/**
 * The table with the intervals the person set: CRON_ROOMS_SECONDS for `/api/cron/rooms`, and so on.
 * Anything but a positive number is ignored.
 */
export function scheduledJobs(settings: Record<string, string | undefined>): Job[] {
  return jobs.map((job) => {
    const name = `CRON_${job.path.split('/').at(-1)?.toUpperCase()}_SECONDS`
    const seconds = Number(settings[name])
    return seconds > 0 ? { ...job, everySeconds: seconds } : job
  })
}

/**
 * Calls every job at its interval until `stop`. A call that outlasts its interval is not doubled: the next one is
 * skipped. A failure is logged and the next call is made all the same.
 */
export function startScheduler(origin: string, cronSecret: string, table: Job[]): { stop(): void } {
  const stopping = new AbortController()
  const timers = table.map((job) => {
    let isRunning = false
    return setInterval(async () => {
      if (isRunning) return logDebug(`[scheduler] ${job.path} is still running; this call is skipped`)
      isRunning = true
      await call(origin, cronSecret, job, stopping.signal)
      isRunning = false
    }, job.everySeconds * 1000)
  })
  return {
    stop: () => {
      stopping.abort()
      for (const timer of timers) clearInterval(timer)
    },
  }
}

async function call(origin: string, cronSecret: string, job: Job, stopping: AbortSignal): Promise<void> {
  try {
    const reply = await fetch(`${origin}${job.path}`, {
      headers: { authorization: `Bearer ${cronSecret}` },
      redirect: 'manual',
      signal: AbortSignal.any([stopping, AbortSignal.timeout(callTimeoutMs)]),
    })
    const body = (await reply.text()).slice(0, 300)
    if (reply.ok) logDebug(`[scheduler] ${job.path} ${body}`)
    else if (reply.status === 404) logDebug(`[scheduler] ${job.path} does not exist yet`)
    else fail(job, `answered ${reply.status}${body ? `: ${body}` : '; the lines of the app say why'}`)
  } catch (error) {
    if (!stopping.aborted) fail(job, `failed: ${reasonOf(error)}`)
  }
}

const fail = ({ path }: Job, how: string) =>
  logLine('error', 'cron.call-failed', { program: 'scheduler', path, message: `${path} ${how}` })

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message
}
