import { after } from 'next/server'
import { apiRoute } from '@/lib/api'
import { timerLimit } from '@/lib/rooms/limits'
import { timerCommandSchema } from '@/lib/rooms/schemas'
import { commandTimer } from '@/lib/rooms/timer/commands'
import { creditRoom } from '@/lib/study/earning/room-credit'

/** Start, pause, skip …; what a skip or a reset ended is credited right after the reply. */
export const POST = apiRoute(
  { name: 'rooms.commandTimer', access: 'viewer', input: timerCommandSchema, limit: timerLimit },
  async (input, { viewer, now }) => {
    const { roomId, timer } = await commandTimer(viewer, input, now)
    after(() => creditRoom(roomId, now))
    return { timer }
  },
)
