import 'server-only'
import { userChannel } from '@/lib/realtime/channels'
import { publish } from '@/lib/realtime/publish'
import type { PersonEvents } from './events'

/**
 * Tells somebody's own browsers, and nobody else. After the commit; never throws.
 * @param exceptSocketId the connection that caused it and knows already
 */
export function publishToPerson<Name extends keyof PersonEvents>(
  person: { id: string; channelVersion: number },
  event: Name,
  payload: PersonEvents[Name],
  exceptSocketId?: string,
): Promise<void> {
  return publish(userChannel(person.id, person.channelVersion), event, payload, exceptSocketId)
}
