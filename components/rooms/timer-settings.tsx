'use client'

import type { FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { NumberField } from '@/components/ui/number-field'
import { type FieldErrors, useFieldErrors } from '@/components/ui/use-field-errors'
import { type CycleSettings, timerLimits } from '@/lib/rooms/timer/rules'

const fields = [
  { name: 'focusMinutes', label: 'Focus, minutes' },
  { name: 'breakMinutes', label: 'Break, minutes' },
  { name: 'longBreakMinutes', label: 'Long break, minutes' },
  { name: 'longBreakEvery', label: 'Long break after, focus phases' },
] as const

/** How long the phases of this room are. They hold from the one under way on. */
export function TimerSettings({
  settings,
  isOpen,
  onOpenChange,
  onSave,
}: {
  settings: CycleSettings
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  onSave: (settings: CycleSettings) => Promise<boolean>
}) {
  const { errors, setErrors, forget } = useFieldErrors()

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const typed = new FormData(event.currentTarget)
    const wanted = { ...settings }
    const wrong: FieldErrors = {}
    for (const { name } of fields) {
      const { min, max } = timerLimits[name]
      const value = Number(typed.get(name))
      wanted[name] = value
      if (!Number.isInteger(value) || value < min || value > max) wrong[name] = `A whole number from ${min} to ${max}.`
    }
    setErrors(wrong)
    const { focusMinutes, breakMinutes, longBreakMinutes, longBreakEvery } = wanted
    if (Object.keys(wrong).length > 0) return
    if (await onSave({ focusMinutes, breakMinutes, longBreakMinutes, longBreakEvery })) onOpenChange(false)
  }

  return (
    <Dialog
      title="Timer settings"
      description="Changes the timer for everyone, starting now."
      open={isOpen}
      onOpenChange={onOpenChange}
    >
      <form onSubmit={(event) => void save(event)} onInput={forget} noValidate className="grid gap-5">
        <div className="grid gap-4 sm:grid-cols-2">
          {fields.map(({ name, label }) => (
            <NumberField
              key={name}
              label={label}
              name={name}
              min={timerLimits[name].min}
              max={timerLimits[name].max}
              defaultValue={settings[name]}
              error={errors[name]}
            />
          ))}
        </div>
        <div className="flex flex-wrap justify-end gap-3">
          <DialogClose render={<Button variant="secondary">Never mind</Button>} />
          <Button type="submit">Save timer</Button>
        </div>
      </form>
    </Dialog>
  )
}
