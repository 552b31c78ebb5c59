/** iCalendar (RFC 5545), as far as a read-only feed needs it. Pure. */
import { minuteMs } from '@/lib/time'
import { categoryNames, type PlanCategory } from './rules'

export type IcsEvent = {
  id: string
  title: string
  category: PlanCategory
  notes: string
  startsAt: Date
  minutes: number
  remindMinutesBefore: number | null
  isDone: boolean
  updatedAt: Date
}

/** A calendar file. `host` makes the ids of the events unique in the world. */
export function icsOf(events: readonly IcsEvent[], { host, now }: { host: string; now: Date }): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//VirtualCafe//Planner//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'X-WR-CALNAME:VirtualCafe',
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...events.flatMap((event) => eventLines(event, host, now)),
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

function eventLines(event: IcsEvent, host: string, now: Date): string[] {
  const end = new Date(event.startsAt.getTime() + event.minutes * minuteMs)
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(`${event.id}@${host}`)}`,
    `DTSTAMP:${utc(now)}`,
    `LAST-MODIFIED:${utc(event.updatedAt)}`,
    `DTSTART:${utc(event.startsAt)}`,
    `DTEND:${utc(end)}`,
    `SUMMARY:${escaped(event.isDone ? `✓ ${event.title}` : event.title)}`,
    `CATEGORIES:${escaped(categoryNames[event.category])}`,
    ...(event.notes ? [`DESCRIPTION:${escaped(event.notes)}`] : []),
    ...(event.remindMinutesBefore === null || event.isDone ? [] : alarmLines(event.title, event.remindMinutesBefore)),
    'END:VEVENT',
  ]
}

const alarmLines = (title: string, minutes: number): string[] => [
  'BEGIN:VALARM',
  'ACTION:DISPLAY',
  `DESCRIPTION:${escaped(title)}`,
  `TRIGGER:-PT${minutes}M`,
  'END:VALARM',
]

const utc = (instant: Date): string => instant.toISOString().replace(/[-:]|\.\d{3}/g, '')

/** Text values: backslash, semicolon, comma and line ends are escaped; other control characters may not stand in one. */
function escaped(text: string): string {
  return (
    text
      .replace(/\t/g, ' ')
      .replace(/[\\;,]/g, '\\$&')
      .replace(/\r\n|[\r\n\u0085\u2028\u2029]/g, '\\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '')
  )
}

const longestLine = 75

/** Lines hold at most 75 octets; a longer one goes on after a line end and a space, never inside a character. */
function folded(line: string): string {
  const parts: string[] = []
  let [part, size] = ['', 0]
  for (const character of line) {
    const octets = new TextEncoder().encode(character).length
    if (size + octets > longestLine) {
      parts.push(part)
      part = ' '
      size = 1
    }
    part += character
    size += octets
  }
  return [...parts, part].join('\r\n')
}
