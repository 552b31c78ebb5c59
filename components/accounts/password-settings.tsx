'use client'

import { useFormAction } from '@/components/actions/use-form-action'
import { FormProblem } from '@/components/forms/form-problem'
import { FormSuccess } from '@/components/forms/form-success'
import { useFirstError } from '@/components/forms/use-first-error'
import { PasswordField } from '@/components/ui/password-field'
import { SubmitButton } from '@/components/ui/submit-button'
import { changePasswordAction } from '@/lib/accounts/actions'
import { passwordLength } from '@/lib/accounts/rules'
import { errorOf } from '@/lib/form-state'

export function ChangePasswordForm() {
  const [state, submit] = useFormAction(changePasswordAction)
  const form = useFirstError(state)
  return (
    <form ref={form} action={submit} noValidate className="grid gap-5">
      <FormProblem state={state} />
      <FormSuccess state={state}>Your password is changed. Every other browser was logged out.</FormSuccess>
      <PasswordField
        label="Current password"
        name="currentPassword"
        autoComplete="current-password"
        required
        error={errorOf(state, 'currentPassword')}
      />
      <PasswordField
        label="New password"
        name="newPassword"
        autoComplete="new-password"
        required
        description={`At least ${passwordLength.min} characters.`}
        error={errorOf(state, 'newPassword')}
      />
      <div>
        <SubmitButton variant="secondary">Change password</SubmitButton>
      </div>
    </form>
  )
}
