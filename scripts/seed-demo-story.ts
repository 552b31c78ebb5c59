/** What happened in the demo's three months: sessions alone and at tables. Deterministic for a seed and an end. */
import { randomUUID } from 'node:crypto'
import { addDays, dayBounds } from '@/lib/calendar/study-day'
import type { FinishedSession } from '@/lib/study/earning/record-session'
import type { Random } from '@/lib/testing/random'
import { after, dayMs, hourMs, minuteMs } from '@/lib/time'
import type { DemoPerson } from './seed-demo-cast'

export const demoDays = 91

export type Guest = DemoPerson & { id: string; taskIds: string[] }
export type Table = { id: string; name: string; regulars: Guest[] }

const lengths = [25, 25, 25, 50, 50, 90, 120]

/** Every session, in the order in which they ended. None ends after `now`. */
export function tellStory(
  random: Random,
  guests: readonly Guest[],
  tables: readonly Table[],
  now: Date,
): FinishedSession[] {
  const first = addDays(
    after(now, -demoDays * dayMs)
      .toISOString()
      .slice(0, 10),
    0,
  )
  const told: FinishedSession[] = []
  for (let offset = 0; offset <= demoDays; offset++) {
    const day = addDays(first, offset)
    for (const guest of guests) told.push(...dayAlone(random, guest, day))
    for (const table of tables) if (random.chance(0.45)) told.push(...evening(random, table, day))
  }
  return withoutClashes(
    told.filter(({ endedAt }) => endedAt <= now).sort((a, b) => a.endedAt.getTime() - b.endedAt.getTime()),
  )
}

function dayAlone(random: Random, guest: Guest, day: string): FinishedSession[] {
  if (!random.chance(guest.zeal)) return []
  const { from } = dayBounds(day, guest.timeZone, 4)
  let at = from.getTime() + (guest.hour - 4) * hourMs + random.between(-90, 90) * minuteMs
  const sessions: FinishedSession[] = []
  for (let round = random.between(1, guest.most); round > 0; round--) {
    const planned = random.pick(lengths)
    const isCompleted = random.chance(0.85)
    const minutes = isCompleted ? planned : random.between(5, planned - 1)
    const focus = session(guest, at, minutes, {
      plannedMinutes: planned,
      isCompleted,
      taskId: random.chance(0.7) && guest.taskIds.length > 0 ? random.pick(guest.taskIds) : null,
    })
    at = focus.endedAt.getTime()
    sessions.push(focus)
    if (round > 1) sessions.push(session(guest, at, 5, { type: 'break', plannedMinutes: 5 }))
    at += random.between(6, 25) * minuteMs
  }
  return sessions
}

/** A few regulars at one table: two or three rounds together, not everybody for all of them. */
function evening(random: Random, table: Table, day: string): FinishedSession[] {
  const start = Date.parse(`${day}T00:00:00Z`) + random.between(8, 20) * hourMs
  const people = random.sample(table.regulars, random.between(2, 5))
  const sessions: FinishedSession[] = []
  for (let round = 0; round < random.between(2, 3); round++) {
    const at = start + round * 35 * minuteMs
    for (const guest of people) {
      if (round > 0 && random.chance(0.25)) continue
      sessions.push(session(guest, at, 25, { plannedMinutes: 25, roomId: table.id, roomName: table.name }))
    }
  }
  return sessions
}

function session(guest: Guest, at: number, minutes: number, some: Partial<FinishedSession>): FinishedSession {
  return {
    id: randomUUID(),
    userId: guest.id,
    type: 'focus',
    startedAt: new Date(at),
    endedAt: new Date(at + minutes * minuteMs),
    activeMs: minutes * minuteMs,
    plannedMinutes: minutes,
    isCompleted: true,
    taskId: null,
    roomId: null,
    roomName: null,
    pauses: [],
    ...some,
  }
}

/** One person sits at one table at a time. */
function withoutClashes(sessions: readonly FinishedSession[]): FinishedSession[] {
  const busyUntil = new Map<string, number>()
  return sessions.filter(({ userId, startedAt, endedAt }) => {
    if ((busyUntil.get(userId) ?? 0) > startedAt.getTime()) return false
    busyUntil.set(userId, endedAt.getTime())
    return true
  })
}
