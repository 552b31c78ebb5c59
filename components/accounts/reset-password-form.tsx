'use client'

import Link from 'next/link'
import { useFormAction } from '@/components/actions/use-form-action'
import { FormProblem } from '@/components/forms/form-problem'
import { useFirstError } from '@/components/forms/use-first-error'
import { PasswordField } from '@/components/ui/password-field'
import { SubmitButton } from '@/components/ui/submit-button'
import { resetPasswordAction } from '@/lib/accounts/actions'
import { passwordLength } from '@/lib/accounts/rules'
import { errorOf } from '@/lib/form-state'
import { routes } from '@/lib/routes'

export function ResetPasswordForm({ token, username }: { token: string; username: string }) {
  const [state, submit] = useFormAction(resetPasswordAction)
  const form = useFirstError(state)
  return (
    <form ref={form} action={submit} noValidate className="grid gap-5">
      <FormProblem state={state} />
      {state.status === 'error' && state.code === 'expired' ? (
        <Link href={routes.forgotPassword} className="font-medium text-accent underline underline-offset-4">
          Ask for a new link
        </Link>
      ) : null}
      {/* Tells password managers whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
      <input type="hidden" name="token" value={token} />
      <PasswordField
        label="New password"
        name="password"
        autoComplete="new-password"
        required
        description={`At least ${passwordLength.min} characters. A short sentence is easy to remember.`}
        error={errorOf(state, 'password')}
      />
      <SubmitButton className="w-full">Save the new password</SubmitButton>
    </form>
  )
}
