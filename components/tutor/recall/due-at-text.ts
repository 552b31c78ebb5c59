import { addDays, type Calendar, studyDayOf } from '@/lib/calendar/study-day'
import { dayFrom, formatTime } from '@/lib/format'

/** When a card is asked again, as somebody's clock and calendar have it: `now`, `at 14:05`, `tomorrow`, `Wed 25 Nov`. Pure. */
export function dueAtText(dueAt: Date, calendar: Calendar, now: Date): string {
  if (dueAt <= now) return 'now'
  const [day, today] = [studyDayOf(calendar, dueAt), studyDayOf(calendar, now)]
  if (day === today) return `at ${formatTime(dueAt, calendar.timeZone)}`
  return day === addDays(today, 1) ? 'tomorrow' : dayFrom(day, today)
}
