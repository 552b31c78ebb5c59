'use server'

import { redirect } from 'next/navigation'
import { deleteAccount, type Farewell } from '@/lib/accounts/commands/deletion'
import { dropSession } from '@/lib/accounts/cookies'
import { passwordSchema } from '@/lib/accounts/schemas'
import { formAction } from '@/lib/action'
import { deleteMentionsBy } from '@/lib/rooms/mention-notices'
import { giveUpRooms } from '@/lib/rooms/ownership'
import { routes } from '@/lib/routes'

/** What the domains do before somebody goes. */
const farewells: readonly Farewell[] = [giveUpRooms, deleteMentionsBy]

export const deleteAccountAction = formAction(
  { name: 'accounts.delete', access: 'viewer', input: passwordSchema },
  async ({ password }, { viewer, now }) => {
    await deleteAccount(viewer, password, now, farewells)
    await dropSession()
    redirect(`${routes.login()}?notice=account-deleted`)
  },
)
