'use client'

import { useFormAction } from '@/components/actions/use-form-action'
import { FormProblem } from '@/components/forms/form-problem'
import { useFirstError } from '@/components/forms/use-first-error'
import { PasswordField } from '@/components/ui/password-field'
import { SubmitButton } from '@/components/ui/submit-button'
import { errorOf, type FormState } from '@/lib/form-state'

type DeleteAction = (state: FormState<never>, form: FormData) => Promise<FormState<never>>

/** The last form of an account. The action comes from the page: other domains say goodbye in it too. */
export function DeleteAccountForm({ deleteAction }: { deleteAction: DeleteAction }) {
  const [state, submit] = useFormAction(deleteAction)
  const form = useFirstError(state)
  return (
    <form ref={form} action={submit} noValidate className="grid gap-5">
      <FormProblem state={state} />
      <PasswordField
        label="Your password"
        name="password"
        autoComplete="current-password"
        required
        error={errorOf(state, 'password')}
      />
      <div>
        <SubmitButton variant="danger">Delete my account</SubmitButton>
      </div>
    </form>
  )
}
