'use client'

import { useFormAction } from '@/components/actions/use-form-action'
import { FormMessage } from '@/components/ui/callout'
import { NumberField } from '@/components/ui/number-field'
import { SubmitButton } from '@/components/ui/submit-button'
import { errorOf, typedIn } from '@/lib/form-state'
import { setGoalsAction } from '@/lib/study/goals/actions'
import { goalLimits } from '@/lib/study/goals/limits'

/** The three goals, each may be left empty. `null` is none. */
export function GoalsForm({
  weeklyHours,
  dailyMinutes,
  weeklySessions,
}: {
  weeklyHours: number | null
  dailyMinutes: number | null
  weeklySessions: number | null
}) {
  const [state, action] = useFormAction(setGoalsAction)
  const field = (name: keyof typeof goalLimits, value: number | null) => ({
    name,
    min: goalLimits[name].min,
    max: goalLimits[name].max,
    defaultValue: typedIn(state, name, value === null ? '' : String(value)),
    error: errorOf(state, name),
  })
  return (
    // The server's words beside the field say more than the browser's bubble.
    <form action={action} noValidate className="grid gap-4">
      <div className="grid gap-4 sm:grid-cols-3">
        <NumberField
          label="Hours a week"
          description="Leave empty for 40 hours."
          {...field('weeklyHours', weeklyHours)}
        />
        <NumberField
          label="Minutes a day"
          description="Leave empty for no daily goal."
          {...field('dailyMinutes', dailyMinutes)}
        />
        <NumberField
          label="Sessions a week"
          description="Leave empty for no goal."
          {...field('weeklySessions', weeklySessions)}
        />
      </div>
      {state.status === 'error' && Object.keys(state.fields).length === 0 ? (
        <FormMessage>{state.message}</FormMessage>
      ) : null}
      {state.status === 'done' ? <FormMessage tone="success">Saved. It counts from today.</FormMessage> : null}
      <SubmitButton className="w-fit">Save goals</SubmitButton>
    </form>
  )
}
