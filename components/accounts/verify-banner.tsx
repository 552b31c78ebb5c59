'use client'

import { useFormAction } from '@/components/actions/use-form-action'
import { FormProblem } from '@/components/forms/form-problem'
import { Callout, FormMessage } from '@/components/ui/callout'
import { Panel } from '@/components/ui/panel'
import { SubmitButton } from '@/components/ui/submit-button'
import { resendOwnVerificationAction } from '@/lib/accounts/actions'

/** What stands on every page of a person whose address is not verified yet: what waits, and how to get a new mail. */
export function VerifyBanner() {
  const [state, submit] = useFormAction(resendOwnVerificationAction)
  return (
    <Panel as="aside" aria-label="Email not verified" className="grid gap-2 p-2 sm:p-2">
      <Callout
        tone="warning"
        title="Please verify your email"
        action={
          <form action={submit}>
            <SubmitButton size="sm" variant="secondary">
              Resend the email
            </SubmitButton>
          </form>
        }
      >
        You can study alone right away. Rooms, chat and your place on the leaderboard open once you use the link in our
        email.
      </Callout>
      <FormProblem state={state} />
      {state.status === 'done' ? (
        <FormMessage key={state.at} tone="success">
          A new email is on its way. Older links stop working.
        </FormMessage>
      ) : null}
    </Panel>
  )
}
