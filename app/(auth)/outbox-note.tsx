import { connection } from 'next/server'
import { Callout } from '@/components/ui/callout'
import { isMailKeptHere } from '@/lib/accounts/visitor'
import { routes } from '@/lib/routes'

/** In local mode no mail leaves the machine: says where it lies instead. Nothing elsewhere. */
export async function OutboxNote() {
  // Known when it runs, not when it is built.
  await connection()
  if (!isMailKeptHere()) return null
  return (
    <Callout title="This machine sends no email">
      It keeps what it would have sent in its outbox. The terminal in which VirtualCafe was started shows the link that
      opens it; from then on this browser finds it at{' '}
      <a href={routes.outbox} className="font-medium text-accent underline underline-offset-4">
        {routes.outbox}
      </a>
      .
    </Callout>
  )
}
