import 'server-only'
import { roomChannel } from '@/lib/realtime/channels'
import { publish } from '@/lib/realtime/publish'
import type { RoomEvent, RoomEvents } from './events'

/**
 * Tells everybody in a room, on the version of its channel that the caller read in the transaction of the change. After the
 * commit; never throws.
 * @param exceptSocketId the connection that caused it and knows already
 */
export function publishToRoom<Name extends RoomEvent>(
  room: { id: string; channelVersion: number },
  event: Name,
  payload: RoomEvents[Name],
  exceptSocketId?: string,
): Promise<void> {
  return publish(roomChannel(room.id, room.channelVersion), event, payload, exceptSocketId)
}
