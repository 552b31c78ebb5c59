import 'server-only'
import { log } from '@/lib/log'
import type { EventName, EventPayload } from './events'
import { pusher } from './pusher'

/** An event's data may have this many bytes (Pusher's limit is 10,240; the rest is for the envelope). */
const longestPayloadBytes = 10_000

/** Does this payload fit into one event? */
export const fitsInEvent = (payload: unknown) => Buffer.byteLength(JSON.stringify(payload)) <= longestPayloadBytes

/**
 * Tells everybody on a channel. Called after the write is committed, awaited before the reply ends (a serverless
 * instance may be frozen right after). Never throws: clients repair what they missed from the database.
 * @param exceptSocketId the connection that caused it and knows already
 */
export async function publish<Name extends EventName>(
  channel: string,
  event: Name,
  payload: EventPayload<Name>,
  exceptSocketId?: string,
): Promise<void> {
  try {
    await pusher().trigger(channel, event, payload, exceptSocketId ? { socket_id: exceptSocketId } : undefined)
  } catch (error) {
    log.warn('realtime.publish.failed', { channel, event, error })
  }
}

/** Ends every connection of a person, who may then only come back to what they are still allowed to. */
export async function disconnectUser(userId: string): Promise<void> {
  try {
    await pusher().terminateUserConnections(userId)
  } catch (error) {
    log.warn('realtime.disconnect.failed', { userId, error })
  }
}
