import { registerAccountHooks } from '@/lib/accounts/hooks'
import { refreshListing } from '@/lib/leaderboard/rankings'
import { giveUpRooms } from '@/lib/rooms/hosting/give-up-rooms'
import { deleteMentionsBetween, deleteMentionsBy } from '@/lib/rooms/messages/mention-notices'
import { leaveOnLogOut } from '@/lib/rooms/seats/leave'
import { moveRoomsOfEndedSession } from '@/lib/rooms/seats/shut-out-ended-session'

/** Brings domains together that do not know each other. Whoever runs their commands calls it once before. */
export function registerHooks(): void {
  registerAccountHooks({
    sessionsEnded: [moveRoomsOfEndedSession],
    loggingOut: [leaveOnLogOut],
    emailVerified: [refreshListing],
    personBlocked: [deleteMentionsBetween],
    accountDeleting: [giveUpRooms, deleteMentionsBy],
  })
}
