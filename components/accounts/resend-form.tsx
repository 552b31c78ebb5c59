'use client'

import { useFormAction } from '@/components/actions/use-form-action'
import { FormProblem } from '@/components/forms/form-problem'
import { useFirstError } from '@/components/forms/use-first-error'
import { FormMessage } from '@/components/ui/callout'
import { TextField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { resendVerificationAction } from '@/lib/accounts/actions'
import { emailMaxLength } from '@/lib/accounts/rules'
import { errorOf, typedIn } from '@/lib/form-state'

/** Asks for a new verification mail. The answer is the same for every address. */
export function ResendForm({ email = '', variant = 'primary' }: { email?: string; variant?: 'primary' | 'secondary' }) {
  const [state, submit] = useFormAction(resendVerificationAction)
  const form = useFirstError(state)
  return (
    <form ref={form} action={submit} noValidate className="grid gap-5">
      <FormProblem state={state} />
      {state.status === 'done' ? (
        <FormMessage key={state.at} tone="success" title="Check your inbox">
          If an account with this address is waiting to be verified, a new email is on its way. Older links stop
          working.
        </FormMessage>
      ) : null}
      <TextField
        label="Email"
        name="email"
        type="email"
        autoComplete="email"
        required
        maxLength={emailMaxLength}
        defaultValue={typedIn(state, 'email', email)}
        error={errorOf(state, 'email')}
      />
      <SubmitButton variant={variant} className="w-full">
        Send a new email
      </SubmitButton>
    </form>
  )
}
