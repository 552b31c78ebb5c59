'use client'

import { type FormEvent, useId, useState } from 'react'
import type { Failure } from '@/components/actions/failures'
import { Button } from '@/components/ui/button'
import { FormMessage } from '@/components/ui/callout'
import { SegmentedField } from '@/components/ui/choice'
import { TextAreaField, TextField } from '@/components/ui/field'
import { NumberField } from '@/components/ui/number-field'
import { Sheet } from '@/components/ui/sheet'
import { useFieldErrors } from '@/components/ui/use-field-errors'
import { type Priority, priorities, type Task, taskLimits } from '@/lib/study/tasks/rules'
import { useDesk } from '../desk/desk-context'
import { ReloadButton } from '../desk/reload-button'

const priorityNames: Record<Priority, string> = { low: 'Low', normal: 'Normal', high: 'High' }

/** Everything a task can say, in one sheet. */
export function TaskEditor({
  task,
  isOpen,
  onOpenChange,
}: {
  task: Task
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}) {
  const formId = useId()
  const [isSaving, setSaving] = useState(false)
  return (
    <Sheet
      open={isOpen}
      onOpenChange={onOpenChange}
      title="Edit task"
      footer={
        <>
          <Button variant="ghost" onClick={() => onOpenChange(false)}>
            Never mind
          </Button>
          <Button type="submit" form={formId} pending={isSaving}>
            Save task
          </Button>
        </>
      }
    >
      <Form id={formId} task={task} onSaving={setSaving} onSaved={() => onOpenChange(false)} />
    </Sheet>
  )
}

function Form({
  id,
  task,
  onSaving,
  onSaved,
}: {
  id: string
  task: Task
  onSaving: (isSaving: boolean) => void
  onSaved: () => void
}) {
  const { tasks } = useDesk()
  const { errors, setErrors, forget } = useFieldErrors()
  const [problem, setProblem] = useState<Failure>()

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const typed = new FormData(event.currentTarget)
    const text = (name: string) => String(typed.get(name) ?? '')
    if (!text('name').trim()) return setErrors({ name: 'Give the task a name.' })
    setProblem(undefined)
    onSaving(true)
    const result = await tasks.edit({
      id: task.id,
      name: text('name').trim(),
      notes: text('notes'),
      priority: priorities.find((priority) => priority === text('priority')) ?? 'normal',
      dueDay: text('dueDay') || null,
      estimatePomodoros: text('estimatePomodoros') === '' ? null : Number(text('estimatePomodoros')),
    })
    onSaving(false)
    if (result.ok) return onSaved()
    setErrors(result.fields)
    setProblem(result)
  }

  return (
    <form id={id} onSubmit={save} onInput={forget} noValidate className="grid gap-5">
      <TextField label="Name" name="name" defaultValue={task.name} error={errors.name} />
      <SegmentedField
        legend="Priority"
        name="priority"
        defaultValue={task.priority}
        options={priorities.map((value) => ({ value, label: priorityNames[value] }))}
        error={errors.priority}
      />
      <div className="grid grid-cols-2 items-start gap-4">
        <TextField label="Due" name="dueDay" type="date" defaultValue={task.dueDay ?? ''} error={errors.dueDay} />
        <NumberField
          label="Estimate"
          description={`pomodoros; ${task.actualPomodoros} so far`}
          name="estimatePomodoros"
          min={1}
          max={taskLimits.estimate}
          defaultValue={task.estimatePomodoros ?? ''}
          error={errors.estimatePomodoros}
        />
      </div>
      <TextAreaField label="Notes" name="notes" rows={4} defaultValue={task.notes} error={errors.notes} />
      <FormMessage action={problem?.isStale ? <ReloadButton /> : null}>{problem?.message}</FormMessage>
    </form>
  )
}
