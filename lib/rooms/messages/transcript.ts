/** How a chat is laid out for reading: days, and what one person said in one go. Pure. */

import { calendarDay } from '@/lib/calendar/zone'
import type { MessageView } from '@/lib/rooms/views'
import { minuteMs } from '@/lib/time'

/** Consecutive messages of one author; `day` is set on the first block of a day. */
export type TranscriptBlock = {
  key: string
  day: string | null
  author: MessageView['author']
  at: string
  messages: MessageView[]
}

/** A pause this long starts a new block even for the same author. */
const newBlockAfterMs = 5 * minuteMs

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
export function toTranscript(messages: readonly MessageView[], timeZone: string): TranscriptBlock[] {
  const dayOf = dayReader(timeZone)
  const blocks: TranscriptBlock[] = []
  let lastDay: string | null = null
  for (const message of messages) {
    const day = dayOf(Date.parse(message.createdAt))
    const block = blocks.at(-1)
    if (block && day === lastDay && continues(block, message)) block.messages.push(message)
    else blocks.push(startBlock(message, day === lastDay ? null : day))
    lastDay = day
  }
  return blocks
}

const startBlock = (message: MessageView, day: string | null): TranscriptBlock => ({
  key: message.id,
  day,
  author: message.author,
  at: message.createdAt,
  messages: [message],
})

function continues(block: TranscriptBlock, message: MessageView): boolean {
  const last = block.messages.at(-1)
  if (!last || !message.author || message.author.id !== block.author?.id) return false
  return Date.parse(message.createdAt) - Date.parse(last.createdAt) < newBlockAfterMs
}
