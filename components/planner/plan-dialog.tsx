'use client'

import { type ReactElement, useEffect, useState } from 'react'
import { useFormAction } from '@/components/actions/use-form-action'
import { useFirstError } from '@/components/forms/use-first-error'
import { FormMessage } from '@/components/ui/callout'
import { Dialog } from '@/components/ui/dialog'
import { SelectField, TextAreaField, TextField } from '@/components/ui/field'
import { NumberField } from '@/components/ui/number-field'
import { SubmitButton } from '@/components/ui/submit-button'
import { toast } from '@/components/ui/toast'
import { errorOf, typedIn } from '@/lib/form-state'
import { savePlanAction } from '@/lib/planner/actions'
import type { Plan } from '@/lib/planner/queries'
import { categories, categoryNames, planLimits, reminders } from '@/lib/planner/rules'

const reminderNames = (minutes: number): string =>
  minutes === 0 ? 'When it starts' : minutes === 60 ? 'An hour before' : `${minutes} minutes before`

/** Plans a session, or changes one. `start` is what a new one begins with. */
export function PlanDialog({
  trigger,
  plan,
  start,
}: {
  trigger: ReactElement<Record<string, unknown>>
  plan?: Plan
  start: { date: string; time: string }
}) {
  const [open, setOpen] = useState(false)
  return (
    <Dialog
      trigger={trigger}
      title={plan ? 'Change the plan' : 'Plan a session'}
      open={open}
      onOpenChange={setOpen}
      className="max-w-lg"
    >
      {open ? <PlanForm plan={plan} start={start} onSaved={() => setOpen(false)} /> : null}
    </Dialog>
  )
}

function PlanForm({
  plan,
  start,
  onSaved,
}: {
  plan: Plan | undefined
  start: { date: string; time: string }
  onSaved: () => void
}) {
  const [state, action] = useFormAction(savePlanAction)
  const form = useFirstError(state)
  const savedAt = state.status === 'done' ? state.at : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each saved form
  useEffect(() => {
    if (savedAt === null) return
    toast({ title: plan ? 'Plan changed' : 'Planned', tone: 'success' })
    onSaved()
  }, [savedAt])

  const field = (name: string, value: string) => ({
    name,
    defaultValue: typedIn(state, name, value),
    error: errorOf(state, name),
  })
  return (
    // The server's words beside the field say more than the browser's bubble.
    <form ref={form} action={action} noValidate className="grid gap-4">
      <input type="hidden" name="id" value={plan?.id ?? ''} />
      <TextField label="Title" required {...field('title', plan?.title ?? '')} />
      <div className="grid grid-cols-2 gap-4">
        <TextField label="Date" type="date" required {...field('date', plan?.date ?? start.date)} />
        <TextField label="Time" type="time" required {...field('time', plan?.time ?? start.time)} />
        <SelectField
          label="Category"
          options={categories.map((value) => ({ value, label: categoryNames[value] }))}
          {...field('category', plan?.category ?? 'study')}
        />
        <NumberField
          label="Minutes"
          required
          min={planLimits.minutes.min}
          max={planLimits.minutes.max}
          {...field('minutes', String(plan?.minutes ?? 60))}
        />
      </div>
      <SelectField
        label="Reminder"
        options={[
          { value: '', label: 'None' },
          ...reminders.map((minutes) => ({ value: String(minutes), label: reminderNames(minutes) })),
        ]}
        {...field('remind', plan ? String(plan.remindMinutesBefore ?? '') : '10')}
      />
      <TextAreaField label="Notes" {...field('notes', plan?.notes ?? '')} />
      {state.status === 'error' && Object.keys(state.fields).length === 0 ? (
        <FormMessage>{state.message}</FormMessage>
      ) : null}
      <SubmitButton className="justify-self-end">{plan ? 'Save plan' : 'Add plan'}</SubmitButton>
    </form>
  )
}
