import { minuteMs, secondMs } from '@/lib/time'

/** How fast a person may ask; how much in a day is their quota (`quota.ts`). */
export const askLimit = {
  name: 'tutor.ask',
  times: 20,
  windowMs: minuteMs,
  message: 'That is a lot of questions at once. Wait a moment, then ask again.',
}
/** Photos are unpacked and made anew: more work than words. */
export const photoLimit = {
  name: 'tutor.photo',
  times: 8,
  windowMs: minuteMs,
  message: 'Those are a lot of photos at once. Wait a minute, then send the next.',
}
export const changeConversationLimit = { name: 'tutor.change', times: 60, windowMs: minuteMs }
export const searchConversationsLimit = { name: 'tutor.search', times: 60, windowMs: 30 * secondMs }
