'use client'

import { useFormAction } from '@/components/actions/use-form-action'
import { FormProblem } from '@/components/forms/form-problem'
import { FormSuccess } from '@/components/forms/form-success'
import { useFirstError } from '@/components/forms/use-first-error'
import { TextField } from '@/components/ui/field'
import { PasswordField } from '@/components/ui/password-field'
import { SubmitButton } from '@/components/ui/submit-button'
import { changeEmailAction } from '@/lib/accounts/actions'
import { emailMaxLength } from '@/lib/accounts/rules'
import { errorOf, typedIn } from '@/lib/form-state'

export function ChangeEmailForm() {
  const [state, submit] = useFormAction(changeEmailAction)
  const form = useFirstError(state)
  return (
    <form ref={form} action={submit} noValidate className="grid gap-5">
      <FormProblem state={state} />
      <FormSuccess state={state}>
        Check the inbox of your new address: the change takes effect when you open the link there.
      </FormSuccess>
      <TextField
        label="New email"
        name="email"
        type="email"
        autoComplete="email"
        required
        maxLength={emailMaxLength}
        defaultValue={typedIn(state, 'email')}
        error={errorOf(state, 'email')}
      />
      <PasswordField
        label="Your password"
        name="password"
        autoComplete="current-password"
        required
        error={errorOf(state, 'password')}
      />
      <div>
        <SubmitButton variant="secondary">Change email</SubmitButton>
      </div>
    </form>
  )
}
