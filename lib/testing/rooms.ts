import 'server-only'
import type { Viewer } from '@/lib/accounts/viewer'
import { AppError } from '@/lib/errors'
import { createRoom } from '@/lib/rooms/commands'
import { createRoomSchema } from '@/lib/rooms/schemas'
import { joinRoom } from '@/lib/rooms/seats/join'
import { after, secondMs } from '@/lib/time'
import { createViewer } from './people'

/** `host`: a new person unless given. `guests` join a second after each other. The rest are the fields of the form. */
export type RoomOptions = { host?: Viewer; guests?: readonly Viewer[]; name?: string; maxMembers?: number } & Record<
  string,
  unknown
>

/** Opens a room at `now`, public and with ten seats unless said otherwise, and lets the guests in. */
export async function openRoom(now: Date, { host, guests = [], ...fields }: RoomOptions = {}) {
  const owner = host ?? (await createViewer())
  const input = createRoomSchema.parse({ name: 'A table', maxMembers: 10, visibility: 'public', ...fields })
  const { code } = await createRoom(owner, input, now)
  for (const [at, guest] of guests.entries()) await joinRoom(guest, code, after(now, (at + 1) * secondMs))
  return { host: owner, code }
}

/** `done`, or the code of the refusal; anything else that is thrown, as text. */
export const answerOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : `thrown: ${String(error)}`),
  )
