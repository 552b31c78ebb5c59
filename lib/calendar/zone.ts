/** Wall clocks of the world: what a clock on the wall of a time zone reads at an instant. Pure. */
import { hourMs } from '@/lib/time'

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known) return known
  const options: Intl.DateTimeFormatOptions = {
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }
  const clock = new Intl.DateTimeFormat('en-US', { ...options, timeZone: isTimeZone(timeZone) ? timeZone : 'UTC' })
  clocks.set(timeZone, clock)
  return clock
}

/** Does this machine know the zone? An unknown one is treated as UTC: a session is never lost over a name. */
function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone })
    return true
  } catch {
    return false
  }
}

/** How far the clock of `timeZone` is ahead of UTC at `at` (epoch ms), in milliseconds. */
export function offsetMs(at: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0
  const part: Record<string, number> = {}
  for (const { type, value } of clockOf(timeZone).formatToParts(at)) part[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}

/** What the clock reads at `at`, as if it were UTC: read it with the `getUTC…` methods. */
export const wallClock = (at: number, timeZone: string): number => at + offsetMs(at, timeZone)

/** The calendar day, `YYYY-MM-DD`, on a wall of `timeZone` at `at` (epoch ms). Study days are in `lib/calendar/study-day`. */
export const calendarDay = (at: number, timeZone: string): string =>
  new Date(wallClock(at, timeZone)).toISOString().slice(0, 10)

/**
 * The first instant at which the clock of `timeZone` reads `wall` or later (`wall` as in `wallClock`). A time the clock
 * skips begins when it jumps; a time it reads twice begins the first time.
 */
export function firstInstantAt(wall: number, timeZone: string): number {
  const [early, late] = [wall - 36 * hourMs, wall + 36 * hourMs]
  const offsets = [offsetMs(early, timeZone), offsetMs(late, timeZone)]
  const readings = offsets.map((offset) => wall - offset).filter((at) => wallClock(at, timeZone) === wall)
  if (readings.length > 0) return Math.min(...readings)
  return firstWhere(early, late, (at) => wallClock(at, timeZone) >= wall)
}

/** The first millisecond in (from, to] where `holds`, which stays true once it is. */
function firstWhere(from: number, to: number, holds: (at: number) => boolean): number {
  let [no, yes] = [from, to]
  while (yes - no > 1) {
    const middle = Math.floor((no + yes) / 2)
    if (holds(middle)) yes = middle
    else no = middle
  }
  return yes
}
