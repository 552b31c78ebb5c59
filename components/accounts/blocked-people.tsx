'use client'

import { useFormAction } from '@/components/actions/use-form-action'
import { FormProblem } from '@/components/forms/form-problem'
import { Card } from '@/components/ui/panel'
import { SubmitButton } from '@/components/ui/submit-button'
import { unblockPersonAction } from '@/lib/accounts/actions'

/** Whom the person has blocked, and the way to lift each block. */
export function BlockedPeople({ people }: { people: readonly { id: string; username: string }[] }) {
  const [state, unblock] = useFormAction(unblockPersonAction)
  if (people.length === 0) return <p className="text-ink-soft">You haven’t blocked anyone.</p>
  return (
    <div className="grid gap-4">
      <FormProblem state={state} />
      <ul aria-label="Blocked people" className="grid gap-3">
        {people.map(({ id, username }) => (
          <Card as="li" key={id} className="flex flex-wrap items-center justify-between gap-3">
            <p className="min-w-0 truncate font-medium text-ink">{username}</p>
            <form action={unblock}>
              <input type="hidden" name="personId" value={id} />
              <SubmitButton size="sm" variant="secondary" aria-label={`Unblock ${username}`}>
                Unblock
              </SubmitButton>
            </form>
          </Card>
        ))}
      </ul>
    </div>
  )
}
