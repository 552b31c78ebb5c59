import { hourMs, minuteMs, secondMs } from '@/lib/time'

/** How often a person may do what others see. */
export const createRoomLimit = { name: 'rooms.create', times: 20, windowMs: hourMs }
export const joinRoomLimit = { name: 'rooms.join', times: 60, windowMs: 60 * secondMs }
/** Codes that lead nowhere, an account: 887 million codes are not guessed at this speed. */
export const unknownCodeLimit = {
  name: 'rooms.unknownCode',
  times: 20,
  windowMs: 10 * minuteMs,
  message: 'Too many wrong codes. Wait a few minutes, then try again.',
}
export const messageLimit = { name: 'rooms.message', times: 30, windowMs: 10 * secondMs }
export const changeMessageLimit = { name: 'rooms.changeMessage', times: 60, windowMs: 30 * secondMs }
export const timerLimit = { name: 'rooms.timer', times: 30, windowMs: 60 * secondMs }
export const moderateLimit = { name: 'rooms.moderate', times: 60, windowMs: 60 * secondMs }
export const reportLimit = { name: 'rooms.report', times: 10, windowMs: hourMs }
