'use client'

import { useFormAction } from '@/components/actions/use-form-action'
import { FormProblem } from '@/components/forms/form-problem'
import { Card } from '@/components/ui/panel'
import { SubmitButton } from '@/components/ui/submit-button'
import { unlinkProviderAction } from '@/lib/accounts/actions'

/** `since` comes as words: the server knows the time zone. */
type LinkedAccount = { provider: string; name: string; since: string }

/** The accounts elsewhere that open this one, and the way to take each away. */
export function LinkedAccounts({ accounts }: { accounts: readonly LinkedAccount[] }) {
  const [state, unlink] = useFormAction(unlinkProviderAction)
  return (
    <div className="grid gap-4">
      <FormProblem state={state} />
      <ul className="grid gap-3">
        {accounts.map(({ provider, name, since }) => (
          <Card as="li" key={provider} className="flex flex-wrap items-center justify-between gap-3">
            <div className="min-w-0">
              <p className="font-medium text-ink">{name}</p>
              <p className="text-sm text-ink-faint">Since {since}</p>
            </div>
            <form action={unlink}>
              <input type="hidden" name="provider" value={provider} />
              <SubmitButton size="sm" variant="secondary">
                Disconnect<span className="sr-only"> {name}</span>
              </SubmitButton>
            </form>
          </Card>
        ))}
      </ul>
    </div>
  )
}
