import type { RateLimit } from '@/lib/rate-limit'
import { dayMs, hourMs, minuteMs } from '@/lib/time'

/** Each making asks the provider, which costs. */
export const makeCardsLimit: RateLimit = { name: 'tutor.makeCards', times: 12, windowMs: dayMs }
export const openRecallLimit: RateLimit = { name: 'tutor.openRecall', times: 120, windowMs: hourMs }
export const gradeLimit: RateLimit = { name: 'tutor.gradeCard', times: 300, windowMs: 10 * minuteMs }
export const changeCardsLimit: RateLimit = { name: 'tutor.changeCards', times: 120, windowMs: 10 * minuteMs }
export const exportCardsLimit: RateLimit = { name: 'tutor.exportCards', times: 20, windowMs: hourMs }
