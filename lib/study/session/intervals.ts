/** Stretches of time: what of a session was really studied. Pure. */
import type { Pause } from '@/db/schema'
import type { Interval } from '@/lib/calendar/study-day'
import { secondMs } from '@/lib/time'

/** The parts of a session that say when somebody was at it. `activeMs` caps it: what was trimmed is cut from the end. */
export type TimedSession = { startedAt: Date; endedAt: Date; pauses: readonly Pause[]; activeMs: number }

/** When the session ran: from start to end without its pauses, and no longer than `activeMs` in all. */
export function activeIntervals({ startedAt, endedAt, pauses, activeMs }: TimedSession): Interval[] {
  const [start, end] = [startedAt.getTime(), endedAt.getTime()]
  const stood = pauses.map(({ from, to }) => ({ from, to: to ?? end }))
  return firstMs(without([{ from: start, to: end }], stood), activeMs)
}

/** How long all of them are together, in milliseconds. They must not overlap. */
export const lengthMs = (intervals: readonly Interval[]): number =>
  intervals.reduce((sum, { from, to }) => sum + (to - from), 0)

/** What of `intervals` is not covered by `gone`. */
export function without(intervals: readonly Interval[], gone: readonly Interval[]): Interval[] {
  let left = intervals.filter(({ from, to }) => to > from)
  for (const cut of gone) {
    if (cut.to <= cut.from) continue
    left = left.flatMap(({ from, to }) =>
      [
        { from, to: Math.min(to, cut.from) },
        { from: Math.max(from, cut.to), to },
      ].filter((piece) => piece.to > piece.from),
    )
  }
  return left
}

/** What of `some` lies in `others`, too. */
export const common = (some: readonly Interval[], others: readonly Interval[]): Interval[] =>
  without(some, without(some, others))

/** The same time without any moment twice. */
export function merged(intervals: readonly Interval[]): Interval[] {
  const known: Interval[] = []
  for (const piece of intervals) known.push(...without([piece], known))
  return known
}

/** Cut at whole seconds (the one before, at both ends), so that sums of pieces do not depend on how time was cut. */
export const inSeconds = (intervals: readonly Interval[]): Interval[] =>
  intervals.map(({ from, to }) => ({
    from: Math.floor(from / secondMs) * secondMs,
    to: Math.floor(to / secondMs) * secondMs,
  }))

function firstMs(intervals: readonly Interval[], most: number): Interval[] {
  const kept: Interval[] = []
  let left = most
  for (const { from, to } of intervals) {
    if (left <= 0) break
    kept.push({ from, to: Math.min(to, from + left) })
    left -= to - from
  }
  return kept
}
