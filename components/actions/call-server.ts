import type { ApiRefusal } from '@/lib/api'
import type { ErrorCode } from '@/lib/errors'
import { pageViewerHeaders } from './page-viewer'
import { withinMs } from './within'

/** The server said no; `message` is meant for the person. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly code: ErrorCode,
    readonly retryAfterS: number | undefined,
  ) {
    super(message)
    this.name = 'Refused'
  }
}

type Options = {
  /** Gives up on it. */
  signal?: AbortSignal | undefined
  /** How long an answer is waited for, in milliseconds. */
  timeoutMs?: number
}

const usualTimeoutMs = 10_000

/**
 * Calls one of our JSON routes, the one way in which this page does: with a time limit, never from a cache, and saying
 * for whom the page was made. A `body` makes it a POST. What was thrown becomes words by `failureOf`.
 * @throws Refused when the server answered no; a `DOMException` named AbortError when `signal` gave up; anything else
 * means that nothing of ours came back: no network, no answer in time, a gateway's page.
 */
export async function callServer<Answer>(
  path: string,
  body?: unknown,
  { signal, timeoutMs = usualTimeoutMs }: Options = {},
): Promise<Answer> {
  const isPost = body !== undefined
  const response = await fetch(path, {
    ...(isPost && { method: 'POST', body: JSON.stringify(body) }),
    headers: { ...pageViewerHeaders(), ...(isPost && { 'Content-Type': 'application/json' }) },
    cache: 'no-store',
    signal: withinMs(timeoutMs, signal),
  })
  if (response.ok) return (await response.json()) as Answer
  const { error } = (await response.json()) as ApiRefusal
  // What is wrong with a field says more than that something is wrong.
  throw new Refused(Object.values(error.fields)[0] ?? error.message, error.code, error.retryAfterS)
}
