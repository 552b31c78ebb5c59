'use server'

import { redirect } from 'next/navigation'
import { deleteAccount } from '@/lib/accounts/commands/deletion'
import { dropSession } from '@/lib/accounts/cookies'
import { passwordSchema } from '@/lib/accounts/schemas'
import { formAction } from '@/lib/action'
import { routes } from '@/lib/routes'

export const deleteAccountAction = formAction(
  { name: 'accounts.delete', access: 'viewer', input: passwordSchema },
  async ({ password }, { viewer, now }) => {
    await deleteAccount(viewer, password, now)
    await dropSession()
    redirect(`${routes.login()}?notice=account-deleted`)
  },
)
