import { afterStep, cronRoute } from '@/lib/cron'
import { deleteExpiredRooms } from '@/lib/rooms/commands'
import { freeGoneSeats, reconcilePresence } from '@/lib/rooms/seats/presence'
import { creditRooms } from '@/lib/study/earning/room-credit'

export const dynamic = 'force-dynamic'

/**
 * Frees the seats of people who are gone, credits what was studied, and closes the rooms whose time is up, in this
 * order: a room is only deleted after its last people were credited. Safe to run twice at once.
 */
export const GET = cronRoute({
  missing: reconcilePresence,
  freed: (now) => freeGoneSeats(now),
  credited: creditRooms,
  deleted: afterStep('credited', deleteExpiredRooms),
})
