/** Which id a request has in the log and in its answer. */
import 'server-only'
import type { IncomingMessage } from 'node:http'
import type { Env } from './env'
import { newUuid } from './ids'

export const requestIdHeader = 'x-request-id'

/** What the id of a request may look like when somebody else made it: it is written into logs and answered. */
export const isRequestId = (value: unknown): value is string => typeof value === 'string' && /^[\w-]{8,64}$/.test(value)

/**
 * The id under which the log tells of a request. One that came along is kept when a trusted proxy passed it on, so that
 * its log and ours can be read together; anybody else could have another person's lines look like their own.
 */
export function nameRequest(request: IncomingMessage, { clientIpHeader }: Env): string {
  const sent = request.headers[requestIdHeader]
  const isFromProxy = clientIpHeader !== null && request.headers[clientIpHeader] !== undefined
  const requestId = isFromProxy && isRequestId(sent) ? sent : newUuid()
  request.headers[requestIdHeader] = requestId
  return requestId
}
