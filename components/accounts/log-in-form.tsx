'use client'

import Link from 'next/link'
import { useFormAction } from '@/components/actions/use-form-action'
import { FormProblem } from '@/components/forms/form-problem'
import { useFirstError } from '@/components/forms/use-first-error'
import { TextField } from '@/components/ui/field'
import { PasswordField } from '@/components/ui/password-field'
import { SubmitButton } from '@/components/ui/submit-button'
import { logInAction } from '@/lib/accounts/actions'
import { errorOf, typedIn } from '@/lib/form-state'
import { routes } from '@/lib/routes'

export function LogInForm({ callbackUrl }: { callbackUrl: string | undefined }) {
  const [state, submit] = useFormAction(logInAction)
  const form = useFirstError(state)
  return (
    <form ref={form} action={submit} noValidate className="grid gap-5">
      <FormProblem state={state} />
      <TextField
        label="Username or email"
        name="identifier"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        defaultValue={typedIn(state, 'identifier')}
        error={errorOf(state, 'identifier')}
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="current-password"
        required
        labelAside={
          <Link href={routes.forgotPassword} className="font-medium text-accent underline underline-offset-4">
            Forgot it?
          </Link>
        }
        error={errorOf(state, 'password')}
      />
      {callbackUrl ? <input type="hidden" name="callbackUrl" value={callbackUrl} /> : null}
      <SubmitButton className="w-full">Log in</SubmitButton>
    </form>
  )
}
