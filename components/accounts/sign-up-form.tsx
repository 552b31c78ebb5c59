'use client'

import { useFormAction } from '@/components/actions/use-form-action'
import { FormProblem } from '@/components/forms/form-problem'
import { useFirstError } from '@/components/forms/use-first-error'
import { SelectField, TextField } from '@/components/ui/field'
import { PasswordField } from '@/components/ui/password-field'
import { SubmitButton } from '@/components/ui/submit-button'
import { signUpAction } from '@/lib/accounts/actions'
import { emailMaxLength, genderLabels, genders, passwordLength, usernameLength } from '@/lib/accounts/rules'
import { errorOf, typedIn } from '@/lib/form-state'
import { TimeZoneField } from './time-zone-field'

const genderOptions = genders.map((value) => ({ value, label: genderLabels[value] }))

export function SignUpForm() {
  const [state, submit] = useFormAction(signUpAction)
  const form = useFirstError(state)
  return (
    <form ref={form} action={submit} noValidate className="grid gap-5">
      <FormProblem state={state} />
      <TextField
        label="Username"
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={usernameLength.max}
        description="How others see you: letters, digits, underscores and dots."
        defaultValue={typedIn(state, 'username')}
        error={errorOf(state, 'username')}
      />
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
      <SelectField
        label="Gender"
        name="gender"
        autoComplete="sex"
        required
        placeholder="Pick one"
        options={genderOptions}
        defaultValue={typedIn(state, 'gender')}
        error={errorOf(state, 'gender')}
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="new-password"
        required
        description={
          state.status === 'error'
            ? 'Please enter it again: passwords are never kept in the form.'
            : `At least ${passwordLength.min} characters. A short sentence is easy to remember.`
        }
        error={errorOf(state, 'password')}
      />
      <TimeZoneField />
      <SubmitButton className="w-full">Sign up</SubmitButton>
    </form>
  )
}
