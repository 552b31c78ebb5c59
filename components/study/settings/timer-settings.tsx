'use client'

import { SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { SwitchField } from '@/components/ui/choice'
import { NumberField } from '@/components/ui/number-field'
import { Sheet } from '@/components/ui/sheet'
import { toast } from '@/components/ui/toast'
import { ToolButton } from '@/components/ui/tool-button'
import type { StudyPreferences } from '@/lib/study/preferences/queries'
import { minutesLimits, roundLimits } from '@/lib/study/session/rules'
import { useDesk, usePreferences } from '../desk/desk-context'

type Length = 'focusMinutes' | 'breakMinutes' | 'longBreakMinutes' | 'longBreakEvery'
type Switch =
  | 'autoStartBreaks'
  | 'autoStartFocus'
  | 'endSound'
  | 'notifyAtEnd'
  | 'keepAwake'
  | 'fadesAway'
  | 'shortcuts'

const lengths: readonly { name: Length; label: string; limits: { min: number; max: number } }[] = [
  { name: 'focusMinutes', label: 'Focus', limits: minutesLimits },
  { name: 'breakMinutes', label: 'Break', limits: minutesLimits },
  { name: 'longBreakMinutes', label: 'Long break', limits: minutesLimits },
  { name: 'longBreakEvery', label: 'Long break after', limits: roundLimits },
]

const switches: readonly { name: Switch; label: string; description?: string }[] = [
  { name: 'autoStartBreaks', label: 'Start breaks automatically' },
  { name: 'autoStartFocus', label: 'Start focus automatically', description: 'After a break, with the same task.' },
  { name: 'endSound', label: 'Bell at the end' },
  { name: 'notifyAtEnd', label: 'Notify me at the end', description: 'When this page is not in front.' },
  { name: 'keepAwake', label: 'Keep the screen on', description: 'While the timer runs.' },
  { name: 'fadesAway', label: 'Hide all but the timer', description: 'After a few seconds without movement.' },
  { name: 'shortcuts', label: 'Keyboard shortcuts' },
]

/** The timer's settings: kept with the account, on every device. */
export function TimerSettings() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <ToolButton label="Timer settings" onClick={() => setOpen(true)}>
        <SlidersHorizontal aria-hidden="true" strokeWidth={1.75} />
      </ToolButton>
      <Sheet
        open={isOpen}
        onOpenChange={setOpen}
        title="Timer settings"
        description="Saved as you go, on all your devices. A running session keeps its length."
      >
        <Fields />
      </Sheet>
    </>
  )
}

function Fields() {
  const { preferences } = useDesk()
  const wishes = usePreferences()
  return (
    <div className="grid gap-5">
      <div className="grid grid-cols-2 gap-4">
        {lengths.map((length) => (
          <LengthField key={length.name} {...length} />
        ))}
      </div>
      <div className="grid gap-1">
        {switches.map(({ name, label, description }) => (
          <SwitchField
            key={name}
            label={label}
            description={description}
            checked={wishes[name]}
            onChange={async ({ target }) => {
              const isOn = target.checked && (name !== 'notifyAtEnd' || (await mayNotify()))
              preferences.change({ [name]: isOn } satisfies Partial<StudyPreferences>)
            }}
          />
        ))}
      </div>
    </div>
  )
}

function LengthField({ name, label, limits }: (typeof lengths)[number]) {
  const { preferences } = useDesk()
  const wishes = usePreferences()
  const [error, setError] = useState<string>()
  return (
    <NumberField
      label={label}
      description={name === 'longBreakEvery' ? 'focus sessions' : 'minutes'}
      min={limits.min}
      max={limits.max}
      defaultValue={wishes[name]}
      error={error}
      onChange={({ target }) => {
        const value = target.valueAsNumber
        const isRight = Number.isInteger(value) && value >= limits.min && value <= limits.max
        setError(isRight ? undefined : `${limits.min} to ${limits.max}, please.`)
        if (isRight) preferences.change({ [name]: value } satisfies Partial<StudyPreferences>)
      }}
    />
  )
}

/** Asks the browser; says what to do when it refuses. */
async function mayNotify(): Promise<boolean> {
  const answer = typeof Notification === 'undefined' ? 'denied' : await Notification.requestPermission()
  if (answer === 'granted') return true
  toast({
    title: 'Your browser blocks notifications',
    description: 'Allow them for this site in the browser’s settings, then switch this on again.',
    tone: 'warning',
  })
  return false
}
