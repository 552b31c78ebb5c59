/** Days for specs about progress: in a zone where it is early afternoon now, so that no border is near. */
import { addDays, studyDay, weekOf } from '../lib/calendar/study-day'
import { firstInstantAt } from '../lib/calendar/zone'

const wantedHour = 14

/** A zone in which it is between two and three in the afternoon. Its name has the sign the wrong way round (POSIX). */
export function afternoonZone(now: Date): string {
  const offset = wantedHour - now.getUTCHours()
  return offset === 0 ? 'Etc/GMT' : `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`
}

/** The study days around now, and instants on them. */
export function studyClock(now: Date) {
  const timeZone = afternoonZone(now)
  const today = studyDay(now, timeZone, 4)
  return {
    timeZone,
    today,
    /** The day `count` days before today. */
    ago: (count: number) => addDays(today, -count),
    monday: weekOf(today, 1).from,
    /** An instant on one of those days, by the wall clock: `at(3, '09:30')`. */
    at: (daysAgo: number, time: string) =>
      new Date(firstInstantAt(Date.parse(`${addDays(today, -daysAgo)}T${time}:00Z`), timeZone)).toISOString(),
  }
}
