import 'server-only'
import { log } from '@/lib/log'
import { pusher } from './pusher'

/** An event's data may have this many bytes (Pusher's limit is 10,240; the rest is for the envelope). */
const longestPayloadBytes = 10_000

/** Does this payload fit into one event? */
export const fitsInEvent = (payload: unknown) => Buffer.byteLength(JSON.stringify(payload)) <= longestPayloadBytes

/**
 * Tells everybody on a channel. Called after the write is committed, awaited before the reply ends (a serverless
 * instance may be frozen right after). Never throws: clients repair what they missed from the database. Carries anything:
 * what may be said on a channel is typed where its domain publishes (`publishToRoom`, `publishToPerson`).
 * @param exceptSocketId the connection that caused it and knows already
 */
export async function publish(channel: string, event: string, payload: object, exceptSocketId?: string): Promise<void> {
  const say = () =>
    pusher().trigger(channel, event, payload, exceptSocketId ? { socket_id: exceptSocketId } : undefined)
  try {
    // An event may come twice.
    await say().catch((error: unknown) => (isStaleConnection(error) ? say() : Promise.reject(error)))
  } catch (error) {
    log.warn('realtime.publish.failed', { channel, name: event, error })
  }
}

/** The other side closed a kept connection in the moment in which it was used again. */
function isStaleConnection(thrown: unknown): boolean {
  const cause = thrown instanceof Error && 'error' in thrown ? thrown.error : undefined
  return cause instanceof Error && 'code' in cause && (cause.code === 'ECONNRESET' || cause.code === 'EPIPE')
}

/**
 * Closes the connections of ended sessions: to the realtime server, the user of a connection is the session that opened
 * it. Never throws.
 */
export async function disconnectSessions(sessionIds: readonly string[]): Promise<void> {
  try {
    await Promise.all(sessionIds.map((id) => pusher().terminateUserConnections(id)))
  } catch (error) {
    log.warn('realtime.disconnect.failed', { count: sessionIds.length, error })
  }
}
