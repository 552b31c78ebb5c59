'use client'

import { useFormAction } from '@/components/actions/use-form-action'
import { FormProblem } from '@/components/forms/form-problem'
import { useFirstError } from '@/components/forms/use-first-error'
import { FormMessage } from '@/components/ui/callout'
import { TextField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { requestPasswordResetAction } from '@/lib/accounts/actions'
import { emailMaxLength } from '@/lib/accounts/rules'
import { errorOf, typedIn } from '@/lib/form-state'

export function ForgotPasswordForm() {
  const [state, submit] = useFormAction(requestPasswordResetAction)
  const form = useFirstError(state)
  return (
    <form ref={form} action={submit} noValidate className="grid gap-5">
      <FormProblem state={state} />
      {state.status === 'done' ? (
        <FormMessage key={state.at} tone="success" title="Check your inbox">
          If an account has this address, an email with a link is on its way. The link works once, for one hour.
        </FormMessage>
      ) : null}
      <TextField
        label="Email"
        name="email"
        type="email"
        autoComplete="email"
        required
        maxLength={emailMaxLength}
        defaultValue={typedIn(state, 'email')}
        error={errorOf(state, 'email')}
      />
      <SubmitButton className="w-full">Send me a link</SubmitButton>
    </form>
  )
}
