/** When a session has run past its end for so long that its owner is asked what to do with the time. Pure. */
import { hourMs, minuteMs } from '@/lib/time'

/** Nobody studies longer in one go; what lies beyond was a forgotten timer. */
export const longestSessionMs = 6 * hourMs

/** Whoever comes back this soon after the end finds the session saved; later, they are asked. */
export const overrunGraceMs = 5 * minuteMs

/**
 * Has a session of `kind` run over? `activeMs`: how long it has run, without pauses; `plannedMs`: null for a stopwatch.
 * A break never has: it earns nothing, so there is nothing to decide.
 */
export function isOverrun(kind: 'focus' | 'break' | 'flow', activeMs: number, plannedMs: number | null): boolean {
  if (plannedMs === null) return activeMs >= longestSessionMs
  return kind === 'focus' && activeMs - plannedMs > overrunGraceMs
}
