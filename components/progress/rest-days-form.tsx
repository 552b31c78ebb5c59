'use client'

import { useFormAction } from '@/components/actions/use-form-action'
import { FormMessage } from '@/components/ui/callout'
import { CheckboxField } from '@/components/ui/choice'
import { SubmitButton } from '@/components/ui/submit-button'
import { errorOf } from '@/lib/form-state'
import { setRestDaysAction } from '@/lib/study/goals/actions'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** The weekdays on which not studying is fine. */
export function RestDaysForm({ chosen }: { chosen: readonly number[] }) {
  const [state, action] = useFormAction(setRestDaysAction)
  return (
    <form action={action} className="grid gap-3">
      <fieldset>
        <legend className="sr-only">Rest weekdays</legend>
        <div className="grid grid-cols-2 gap-x-4 sm:grid-cols-4 lg:grid-cols-7">
          {weekdays.map((name, index) => (
            <CheckboxField
              key={name}
              label={name}
              name={`rest${index + 1}`}
              defaultChecked={
                state.status === 'error' ? state.values[`rest${index + 1}`] === 'on' : chosen.includes(index + 1)
              }
            />
          ))}
        </div>
      </fieldset>
      {state.status === 'error' ? <FormMessage>{errorOf(state, 'rest7') ?? state.message}</FormMessage> : null}
      {state.status === 'done' ? (
        <FormMessage tone="success">Saved. From today on these days do not break a streak.</FormMessage>
      ) : null}
      <SubmitButton variant="secondary" className="w-fit">
        Save rest days
      </SubmitButton>
    </form>
  )
}
