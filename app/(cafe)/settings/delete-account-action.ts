'use server'

import { redirect } from 'next/navigation'
import { type DeletionListener, deleteAccount } from '@/lib/accounts/commands/deletion'
import { dropSession } from '@/lib/accounts/cookies'
import { passwordSchema } from '@/lib/accounts/schemas'
import { formAction } from '@/lib/action'
import { deleteMentionsBy } from '@/lib/rooms/mention-notices'
import { giveUpRooms } from '@/lib/rooms/ownership'
import { routes } from '@/lib/routes'

/** What the domains do before somebody goes. */
const deletionListeners: readonly DeletionListener[] = [giveUpRooms, deleteMentionsBy]

export const deleteAccountAction = formAction(
  { name: 'accounts.delete', access: 'viewer', input: passwordSchema },
  async ({ password }, { viewer, now }) => {
    await deleteAccount(viewer, password, now, deletionListeners)
    await dropSession()
    redirect(`${routes.login()}?notice=account-deleted`)
  },
)
