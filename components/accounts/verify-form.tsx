'use client'

import { useFormAction } from '@/components/actions/use-form-action'
import { FormProblem } from '@/components/forms/form-problem'
import { SubmitButton } from '@/components/ui/submit-button'
import { verifyEmailAction } from '@/lib/accounts/actions'

/** Opening a link does nothing (mail scanners open links); this button does. */
export function VerifyForm({ token }: { token: string }) {
  const [state, submit] = useFormAction(verifyEmailAction)
  return (
    <form action={submit} className="grid gap-5">
      <FormProblem state={state} />
      <input type="hidden" name="token" value={token} />
      <SubmitButton className="w-full">Verify my email</SubmitButton>
    </form>
  )
}
