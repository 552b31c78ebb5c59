import 'server-only'
import { transaction } from '@/db/client'
import { newId } from '@/lib/ids'
import { type Earned, type FinishedSession, recordSession } from '@/lib/study/earning/record-session'
import { minuteMs } from '@/lib/time'

/** A completed focus session of 25 minutes from `startedAt` on; anything else as said. */
export function finishedSession(
  some: { userId: string; startedAt: Date; minutes?: number } & Partial<FinishedSession>,
): FinishedSession {
  const { minutes = 25, ...given } = some
  const activeMs = given.activeMs ?? minutes * minuteMs
  return {
    id: newId(),
    type: 'focus',
    endedAt: new Date(given.startedAt.getTime() + activeMs),
    activeMs,
    plannedMinutes: minutes,
    isCompleted: true,
    taskId: null,
    roomId: null,
    roomName: null,
    pauses: [],
    ...given,
  }
}

/** Records a session as the study rooms do; by default at the moment it ended. */
export function study(some: Parameters<typeof finishedSession>[0], now?: Date): Promise<Earned> {
  const session = finishedSession(some)
  return transaction((tx) => recordSession(tx, session, now ?? session.endedAt))
}
