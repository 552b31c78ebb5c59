/** What the face of the timer shows at one moment. Pure: the picture is drawn from it every frame. */

import { formatClock, formatElapsed } from '@/lib/format'
import { longestSessionMs } from '@/lib/study/session/overrun'
import { activeMs, plannedMs, type RunningSession } from '@/lib/study/session/rules'
import { minuteMs } from '@/lib/time'

export type Face = {
  /** The big numerals. */
  words: string
  /** How much of the ring is drawn, 0-1: what is left of a plan, the minute's part of a stopwatch. */
  fraction: number
}

/** The face of a session at `nowMs`, or of the length that would be started (`idleMinutes`, null for a stopwatch). */
export function faceAt(session: RunningSession | null, nowMs: number, idleMinutes: number | null): Face {
  if (!session) return { words: formatClock((idleMinutes ?? 0) * minuteMs), fraction: idleMinutes === null ? 0 : 1 }
  const active = Math.min(activeMs(session, nowMs), longestSessionMs)
  const planned = plannedMs(session)
  if (planned === null) return { words: formatElapsed(active), fraction: (active % minuteMs) / minuteMs }
  const left = Math.max(0, planned - active)
  return { words: formatClock(left), fraction: left / planned }
}
