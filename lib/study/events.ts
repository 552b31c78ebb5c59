/** Everything that is said on a person's own channel, by name. See `lib/rooms/events.ts` for what an event is. */
import type { Earned } from './earning/record-session'

export type PersonEvents = {
  /** Timer, tasks or study preferences of this person changed, on one of their devices: ask for them again. */
  'study.changed': object
  /** A focus they sat through in a room is recorded, and this is what it earned them. Once, at its end. */
  'focus.credited': { earned: Earned; roomName: string | null }
}
