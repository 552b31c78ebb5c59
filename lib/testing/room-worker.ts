/** A process that joins rooms, writes messages and clears up, for the tests of races between processes. */
import { closeDatabase } from '@/db/client'
import type { Viewer } from '@/lib/accounts/viewer'
import { AppError } from '@/lib/errors'
import { newUuid } from '@/lib/ids'
import { deleteExpiredRooms } from '@/lib/rooms/commands'
import { postMessage } from '@/lib/rooms/messages/commands'
import { joinRoom } from '@/lib/rooms/seats/join'
import { serveWork } from './processes'

export type RoomWork =
  | { kind: 'join'; code: string; viewers: Viewer[] }
  | { kind: 'write'; code: string; viewer: Viewer; count: number }
  | { kind: 'expire'; times: number }

const refusal = (error: unknown) => {
  if (error instanceof AppError) return error.code
  throw error
}

/** Everybody presses the button at the same instant; answers what each was told. */
const join = ({ code, viewers }: Extract<RoomWork, { kind: 'join' }>) =>
  Promise.all(viewers.map((viewer) => joinRoom(viewer, code, new Date()).then(() => 'in', refusal)))

/** Answers the sequence numbers that the messages were given. */
const write = ({ code, viewer, count }: Extract<RoomWork, { kind: 'write' }>) =>
  Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const message = { code, clientId: newUuid(), body: `${viewer.username} ${n}` }
      return (await postMessage(viewer, message, new Date())).seq
    }),
  )

/** The job of the cron route, so many times at once; answers how many rooms each run says it deleted. */
const expire = ({ times }: Extract<RoomWork, { kind: 'expire' }>) =>
  Promise.all(Array.from({ length: times }, () => deleteExpiredRooms(new Date())))

serveWork((work: RoomWork): Promise<unknown> => {
  if (work.kind === 'join') return join(work)
  return work.kind === 'write' ? write(work) : expire(work)
}, closeDatabase)
