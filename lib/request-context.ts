/**
 * Which request is being answered, and for whom: what every log line of it says. It follows the work through awaits and
 * what is done after the reply; outside of a request there is none.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { newUuid } from './ids'

/** `viewerId`: an account's id, once the session is known. */
export type RequestContext = { requestId: string; viewerId?: string }

/** One for all the module graphs of a Next process: its instrumentation, pages and routes each have a copy of this file. */
const held = globalThis as typeof globalThis & { __cafeRequests?: AsyncLocalStorage<RequestContext> }
held.__cafeRequests ??= new AsyncLocalStorage()
const requests = held.__cafeRequests

/** The request being answered; undefined outside of one. */
export const currentRequest = (): Readonly<RequestContext> | undefined => requests.getStore()

/** Does `work` as part of the request under way, or of a new one called `requestId` where there is none yet. */
export function inRequest<Result>(work: () => Result, requestId: string = newUuid()): Result {
  return requests.getStore() ? work() : requests.run({ requestId }, work)
}

/** From now on the lines of this request name its viewer. */
export function noteViewer(viewerId: string): void {
  const context = requests.getStore()
  if (context) context.viewerId = viewerId
}
