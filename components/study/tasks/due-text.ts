/** Due days as people say them. Pure: days are `YYYY-MM-DD` in the person's own calendar. */
import { dayFrom } from '@/lib/format'

export type Due = { words: string; isLate: boolean }

/** When `dueDay` is, seen from `today`. */
export function dueText(dueDay: string, today: string): Due {
  const days = Math.round((Date.parse(dueDay) - Date.parse(today)) / 86_400_000)
  const isLate = days < 0
  if (days === 0) return { words: 'Today', isLate }
  if (days === 1) return { words: 'Tomorrow', isLate }
  if (days === -1) return { words: 'Yesterday', isLate }
  return { words: dayFrom(dueDay, today), isLate }
}
