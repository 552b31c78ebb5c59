import 'server-only'
import type { Instrumentation } from 'next'
import { log } from './log'
import { inRequest } from './request-context'
import { isRequestId, requestIdHeader } from './request-id'

type Failed = Parameters<Instrumentation.onRequestError>

/**
 * Writes what a page, a route or an action threw past us into the structured log, with the number that the error page
 * shows (`digest`). Of the request only what the code is called: addresses hold secret links, headers hold cookies.
 */
export function logRequestError(error: Failed[0], { method, headers }: Failed[1], context: Failed[2]): void {
  const { routePath: route, routeType: kind, renderSource } = context
  const sent = headers[requestIdHeader]
  // Next may tell of it outside of the request; the id was put there by our own guard (lib/http-server-guard.ts).
  inRequest(
    () => log.error('request.failed', { digest: digestOf(error), method, route, kind, renderSource, error }),
    isRequestId(sent) ? sent : undefined,
  )
}

/** The number on the error page. Next's own errors keep an instruction there, which no person is shown. */
function digestOf(error: unknown): string | undefined {
  const digest = typeof error === 'object' && error !== null && 'digest' in error ? error.digest : undefined
  return typeof digest === 'string' && /^[\w@;-]{1,100}$/.test(digest) ? digest : undefined
}
