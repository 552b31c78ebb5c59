'use client'

import { Minus, Plus } from 'lucide-react'
import { useRef } from 'react'
import { cn } from './cn'
import { controlClasses, FieldFrame, type TextFieldProps, useFieldIds } from './field'

/** A small whole number between `min` and `max`, typed or stepped with the thumb. A plain number input underneath. */
export function NumberField({
  label,
  description,
  error,
  labelAside,
  isLabelHidden,
  className,
  ...control
}: Omit<TextFieldProps, 'type' | 'ref'>) {
  const ids = useFieldIds(control.id, description, error)
  const inputRef = useRef<HTMLInputElement>(null)

  function step(direction: 'down' | 'up') {
    const input = inputRef.current
    if (!input) return
    if (direction === 'up') input.stepUp()
    else input.stepDown()
    // React and the form hear about it as if it had been typed.
    input.dispatchEvent(new Event('input', { bubbles: true }))
  }

  const stepper =
    'absolute inset-y-0 grid w-11 place-items-center text-ink-faint hover:text-ink focus-visible:-outline-offset-2 rounded-md [@media(scripting:none)]:hidden'
  return (
    <FieldFrame {...{ label, description, error, labelAside, isLabelHidden, className }} ids={ids}>
      <div className="relative">
        <input
          inputMode="numeric"
          {...control}
          {...ids.aria}
          ref={inputRef}
          id={ids.controlId}
          type="number"
          className={cn(
            controlClasses,
            'h-11 px-11 text-center tabular-nums [appearance:textfield] [&::-webkit-inner-spin-button]:appearance-none',
          )}
        />
        <button type="button" aria-label="Less" onClick={() => step('down')} className={cn(stepper, 'left-0')}>
          <Minus aria-hidden="true" strokeWidth={1.75} className="size-4.5" />
        </button>
        <button type="button" aria-label="More" onClick={() => step('up')} className={cn(stepper, 'right-0')}>
          <Plus aria-hidden="true" strokeWidth={1.75} className="size-4.5" />
        </button>
      </div>
    </FieldFrame>
  )
}
