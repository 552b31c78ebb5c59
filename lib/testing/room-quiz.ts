import 'server-only'
import { transaction } from '@/db/client'
import { recallCards } from '@/db/schema'
import type { Viewer } from '@/lib/accounts/viewer'
import { newId } from '@/lib/ids'
import { getRoomAsMember } from '@/lib/rooms/queries'
import { commandTimer } from '@/lib/rooms/timer/commands'
import type { TimerCommand } from '@/lib/rooms/timer/rules'
import { after, dayMs, minuteMs } from '@/lib/time'

type Pressed = Exclude<TimerCommand['kind'], 'settings'>

/** Somebody presses a button of the room's timer, which they see as it is. */
export async function pressTimer(viewer: Viewer, code: string, kind: Pressed, now: Date): Promise<void> {
  const { timer } = await getRoomAsMember(viewer, code, now)
  await commandTimer(viewer, { code, version: timer.version, command: { kind } }, now)
}

/** The room's first break (of five minutes) begins at `now`. */
export async function startBreak(viewer: Viewer, code: string, now: Date): Promise<void> {
  for (const kind of ['start', 'skip'] as const) await pressTimer(viewer, code, kind, now)
}

/** What a card of {@link addRecallCards} asks, and its right answer. */
export const cardText = (name: string) => ({ question: `What about ${name}?`, answer: `${name} is right` })

/** Cards that can be asked in a quiz, one a name, each made a minute after the one before; due in a week unless said otherwise. */
export async function addRecallCards(
  person: { id: string },
  names: readonly string[],
  now: Date,
  change: Partial<typeof recallCards.$inferInsert> = {},
): Promise<void> {
  const rows = names.map((name, at) => {
    const createdAt = after(now, at * minuteMs)
    return {
      ...{ id: newId(), userId: person.id, ...cardText(name) },
      wrongAnswers: [1, 2, 3].map((number) => `${name} is wrong ${number}`),
      ...{ dueAt: after(now, 7 * dayMs), createdAt, updatedAt: createdAt, ...change },
    }
  })
  await transaction((tx) => tx.insert(recallCards).values(rows))
}
