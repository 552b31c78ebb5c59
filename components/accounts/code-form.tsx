'use client'

import { useFormAction } from '@/components/actions/use-form-action'
import { FormProblem } from '@/components/forms/form-problem'
import { useFirstError } from '@/components/forms/use-first-error'
import { TextField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { secondFactorAction } from '@/lib/accounts/actions'
import { errorOf } from '@/lib/form-state'

/** The second step of a log-in. */
export function CodeForm({ callbackUrl }: { callbackUrl: string | undefined }) {
  const [state, submit] = useFormAction(secondFactorAction)
  const form = useFirstError(state)
  return (
    <form ref={form} action={submit} noValidate className="grid gap-5">
      <FormProblem state={state} />
      <TextField
        label="Code"
        name="code"
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        required
        autoFocus
        description="Six digits from your authenticator app, or one of your recovery codes."
        error={errorOf(state, 'code')}
      />
      {callbackUrl ? <input type="hidden" name="callbackUrl" value={callbackUrl} /> : null}
      <SubmitButton className="w-full">Log in</SubmitButton>
    </form>
  )
}
