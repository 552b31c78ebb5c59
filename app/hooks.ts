import { registerAccountHooks } from '@/lib/accounts/hooks'
import { refreshListing } from '@/lib/leaderboard/rankings'
import { deleteMentionsBetween, deleteMentionsBy } from '@/lib/rooms/mention-notices'
import { giveUpRooms } from '@/lib/rooms/ownership'
import { leaveOnLogOut } from '@/lib/rooms/seat-commands'
import { moveRoomsOfEndedSession } from '@/lib/rooms/session-end'

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
