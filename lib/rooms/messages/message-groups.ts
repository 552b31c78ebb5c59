/** How a chat is laid out for reading: days, and what one person said in one go. Pure. */

import { calendarDay } from '@/lib/calendar/zone'
import type { MessageView } from '@/lib/rooms/views'
import { minuteMs } from '@/lib/time'

/** Consecutive messages of one author; `day` is set on the first group of a day. */
export type MessageGroup = {
  key: string
  day: string | null
  author: MessageView['author']
  at: string
  messages: MessageView[]
}

/** A pause this long starts a new group even for the same author. */
const newGroupAfterMs = 5 * minuteMs

/** No zone's clock differs from another's by less, so that within one of these, counted from the epoch, it is one day. */
const quarterMs = 15 * minuteMs
type DayReader = (instantMs: number) => string
const dayReaders = new Map<string, DayReader>()

/** The calendar day of an instant in `timeZone`. Kept: every new message asks for all of them again. */
function dayReader(timeZone: string): DayReader {
  const known = dayReaders.get(timeZone)
  if (known) return known
  const days = new Map<number, string>()
  const read: DayReader = (instantMs) => {
    const quarter = Math.floor(instantMs / quarterMs)
    const day = days.get(quarter) ?? calendarDay(quarter * quarterMs, timeZone)
    days.set(quarter, day)
    return day
  }
  dayReaders.set(timeZone, read)
  return read
}

/** Groups messages, which come in the order of the room, by the calendar of `timeZone`. */
export function groupMessages(messages: readonly MessageView[], timeZone: string): MessageGroup[] {
  const dayOf = dayReader(timeZone)
  const groups: MessageGroup[] = []
  let lastDay: string | null = null
  for (const message of messages) {
    const day = dayOf(Date.parse(message.createdAt))
    const group = groups.at(-1)
    if (group && day === lastDay && continues(group, message)) group.messages.push(message)
    else groups.push(startGroup(message, day === lastDay ? null : day))
    lastDay = day
  }
  return groups
}

const startGroup = (message: MessageView, day: string | null): MessageGroup => ({
  key: message.id,
  day,
  author: message.author,
  at: message.createdAt,
  messages: [message],
})

function continues(group: MessageGroup, message: MessageView): boolean {
  const last = group.messages.at(-1)
  if (!last || !message.author || message.author.id !== group.author?.id) return false
  return Date.parse(message.createdAt) - Date.parse(last.createdAt) < newGroupAfterMs
}
