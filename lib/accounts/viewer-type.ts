import type { FormerCalendar } from '@/db/schema'

/** The person a request belongs to: what pages and commands need to know about them, and no more. */
export type Viewer = {
  id: string
  sessionId: string
  username: string
  isVerified: boolean
  avatarUrl: string | null
  level: number
  timeZone: string
  dayStartHour: number
  /** What both were before, for the last days: which study day it is depends on it. */
  formerCalendars: FormerCalendar[]
  /** ISO weekday, 1 = Monday. */
  weekStart: number
  /** The scene behind their pages. */
  scene: string
  /** Of their own channel, for {@link userChannel}. */
  channelVersion: number
}
