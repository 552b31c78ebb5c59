'use server'

import { redirect } from 'next/navigation'
import { dropSession } from '@/lib/accounts/browser'
import { deleteAccount, type Farewell } from '@/lib/accounts/commands/deletion'
import { passwordSchema } from '@/lib/accounts/schemas'
import { formAction } from '@/lib/action'
import { deleteMentionsBy } from '@/lib/rooms/mention-notices'
import { listMyRooms } from '@/lib/rooms/queries'
import { leaveRoom } from '@/lib/rooms/seat-commands'
import { routes } from '@/lib/routes'

/** Gives back the seats, so that the rooms count right and the others see it. */
const leaveRooms: Farewell = async (viewer, now) => {
  // The list comes in pages; each round empties one.
  for (let rooms = await listMyRooms(viewer, now); rooms.length > 0; rooms = await listMyRooms(viewer, now)) {
    for (const { code } of rooms) await leaveRoom(viewer, code, now)
  }
}

/** What the domains do before somebody goes. */
const farewells: readonly Farewell[] = [leaveRooms, deleteMentionsBy]

export const deleteAccountAction = formAction(
  { name: 'accounts.delete', access: 'viewer', input: passwordSchema },
  async ({ password }, { viewer, now }) => {
    await deleteAccount(viewer, password, now, farewells)
    await dropSession()
    redirect(`${routes.login()}?notice=account-deleted`)
  },
)
