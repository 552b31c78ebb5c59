/** What is said of the tutor on a person's own channel. See `lib/rooms/events.ts` for what an event is. */
export type TutorEvents = {
  /** Something in this conversation changed, on one of their devices: ask for it again. `isGone`: it was deleted. */
  'tutor.changed': { conversationId: string; isGone?: boolean }
}
