/** XP and levels. Pure. */
import { hourMs, minuteMs } from '@/lib/time'

/** So much focus a day pays in full; beyond it a quarter: rest is part of studying. */
export const fullXpMs = 4 * hourMs
/** After `fullXpMs`, one XP takes this many minutes. */
const slowdown = 4
const xpPerLevel = 100

/** Whole minutes in so many milliseconds: the one rounding of study time, applied to a whole day. */
export const wholeMinutes = (ms: number): number => Math.floor(ms / minuteMs)

/** XP of a day's focus: it depends on the day's sum only, so neither order nor splitting of sessions matters. */
export function xpOfDay(focusMs: number): number {
  const full = Math.min(focusMs, fullXpMs)
  const slow = Math.max(0, focusMs - fullXpMs)
  return Math.floor((full * slowdown + slow) / (slowdown * minuteMs))
}

/** Level 1 begins at 0 XP, each next one 100 XP later. */
export const levelOf = (xp: number): number => Math.floor(xp / xpPerLevel) + 1

/** Where a person stands within their level. */
export function levelProgress(xp: number): { level: number; into: number; of: number; toNext: number } {
  const into = xp % xpPerLevel
  return { level: levelOf(xp), into, of: xpPerLevel, toNext: xpPerLevel - into }
}
