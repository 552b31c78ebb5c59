import 'server-only'
import { userChannel } from '@/lib/realtime/channels'
import { publish } from '@/lib/realtime/publish'
import type { TutorEvents } from './events'

/** Tells the student's other tabs and devices that a conversation changed. After the commit; never throws. */
export function publishChange(
  person: { id: string; channelVersion: number },
  change: TutorEvents['tutor.changed'],
): Promise<void> {
  return publish(userChannel(person.id, person.channelVersion), 'tutor.changed', change)
}
