'use client'

import { useState } from 'react'
import { SegmentedField } from '@/components/ui/choice'
import { cn } from '@/components/ui/cn'
import { NumberField } from '@/components/ui/number-field'
import { minutesLimits } from '@/lib/study/session/rules'
import { useDesk, usePreferences, useTimer } from '../desk/desk-context'
import { type Mode, modeNames, modes } from './mode'

/** What to start next. Keeps its place but is gone while a session is under way, so that the timer does not jump. */
export function ModePicker({ mode, onModeChange }: { mode: Mode; onModeChange: (mode: Mode) => void }) {
  const { running } = useTimer()
  return (
    <div className={cn('fades-when-quiet glass grid w-full max-w-lg gap-3 rounded-lg p-1.5', running && 'invisible')}>
      <SegmentedField
        legend="What to start"
        isLegendHidden
        isBare
        name="mode"
        options={modes.map((value) => ({ value, label: value === 'long-break' ? <LongBreak /> : modeNames[value] }))}
        value={mode}
        onValueChange={(value) => onModeChange(value as Mode)}
        className="[&_label]:flex-auto [&_label]:px-1.5 [&_label]:whitespace-nowrap sm:[&_label]:px-3"
      />
      {mode === 'custom' ? <CustomLength /> : null}
    </div>
  )
}

/** Five modes side by side on a phone: the longest one gives way, for the eye only. */
function LongBreak() {
  return (
    <span>
      Long<span className="sr-only sm:not-sr-only"> break</span>
    </span>
  )
}

function CustomLength() {
  const { preferences } = useDesk()
  const { customMinutes } = usePreferences()
  const [error, setError] = useState<string>()
  return (
    <NumberField
      label="Minutes"
      min={minutesLimits.min}
      max={minutesLimits.max}
      step={1}
      defaultValue={customMinutes}
      error={error}
      className="mx-auto w-64 pb-1"
      onChange={(event) => {
        const minutes = event.target.valueAsNumber
        const isRight = Number.isInteger(minutes) && minutes >= minutesLimits.min && minutes <= minutesLimits.max
        setError(isRight ? undefined : `A whole number of minutes from ${minutesLimits.min} to ${minutesLimits.max}.`)
        if (isRight) preferences.change({ customMinutes: minutes })
      }}
    />
  )
}
