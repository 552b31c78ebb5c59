'use client'

import { useTellLoggingOut } from '@/components/actions/logging-out'
import { useFormAction } from '@/components/actions/use-form-action'
import { FormProblem } from '@/components/forms/form-problem'
import { FormSuccess } from '@/components/forms/form-success'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/panel'
import { SubmitButton } from '@/components/ui/submit-button'
import { endOtherSessionsAction, endSessionAction, logOutAction } from '@/lib/accounts/actions'

type Session = { id: string; browser: string; address: string | null; lastSeen: string; isCurrent: boolean }

/** Where the person is logged in, and the way to end each. Times come as words: the server knows the time zone. */
export function SessionList({ sessions }: { sessions: readonly Session[] }) {
  const [ended, end] = useFormAction(endSessionAction)
  const [othersEnded, endOthers] = useFormAction(endOtherSessionsAction)
  const [stayed, logOut, isLoggingOut] = useFormAction(logOutAction)
  useTellLoggingOut(isLoggingOut)
  return (
    <div className="grid gap-4">
      <FormProblem state={ended} />
      <FormProblem state={othersEnded} />
      <FormProblem state={stayed} />
      <FormSuccess state={othersEnded}>Every other browser is logged out.</FormSuccess>
      <ul className="grid gap-3">
        {sessions.map((session) => (
          <Card as="li" key={session.id} className="flex flex-wrap items-center justify-between gap-3">
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-2 font-medium text-ink">
                {session.browser}
                {session.isCurrent ? <Badge tone="success">This browser</Badge> : null}
              </p>
              <p className="text-sm text-ink-faint">
                {session.isCurrent ? 'Active now' : `Last seen ${session.lastSeen}`}
                {session.address ? ` · ${session.address}` : null}
              </p>
            </div>
            <form action={session.isCurrent ? logOut : end}>
              <input type="hidden" name="sessionId" value={session.id} />
              <SubmitButton
                size="sm"
                variant="secondary"
                aria-label={session.isCurrent ? undefined : `Log out ${session.browser}, last seen ${session.lastSeen}`}
              >
                Log out
              </SubmitButton>
            </form>
          </Card>
        ))}
      </ul>
      {sessions.length > 1 ? (
        <form action={endOthers}>
          <SubmitButton variant="secondary">Log out everywhere else</SubmitButton>
        </form>
      ) : null}
    </div>
  )
}
