import { hourMs, minuteMs } from '@/lib/time'

/** Pauses of 1, 2, 4 … minutes between the tries to send a mail, at most 30; in milliseconds. */
export const backoffMs = (attempts: number): number => Math.min(30, 2 ** Math.max(0, attempts - 1)) * minuteMs

/** The provider remembers idempotency keys for 24 hours: a try after that could deliver a second time. */
export const giveUpMs = 23 * hourMs

/** Tries after which a mail is no longer merely late: half an hour of them, by the pauses above. */
export const failingTries = 6
