'use client'

import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { cn } from './cn'
import { controlClasses, FieldFrame, type TextFieldProps, useFieldIds } from './field'

/**
 * A secret, with a button to look at it. Pass `autoComplete` ("new-password" or "current-password").
 * What was typed is never sent back: there is no `defaultValue`.
 */
export function PasswordField({
  label,
  description,
  error,
  labelAside,
  isLabelHidden,
  className,
  ...control
}: Omit<TextFieldProps, 'type' | 'defaultValue' | 'value'>) {
  const ids = useFieldIds(control.id, description, error)
  const [isShown, setShown] = useState(false)
  const Icon = isShown ? EyeOff : Eye
  return (
    <FieldFrame {...{ label, description, error, labelAside, isLabelHidden, className }} ids={ids}>
      <div className="relative">
        <input
          spellCheck={false}
          autoCapitalize="none"
          {...control}
          {...ids.aria}
          id={ids.controlId}
          type={isShown ? 'text' : 'password'}
          className={cn(controlClasses, 'h-11 pr-12')}
        />
        <button
          type="button"
          aria-label="Show password"
          aria-pressed={isShown}
          onClick={() => setShown(!isShown)}
          className="absolute inset-y-0 right-0 grid w-11 place-items-center rounded-md text-ink-faint hover:text-ink focus-visible:-outline-offset-2 [@media(scripting:none)]:hidden"
        >
          <Icon aria-hidden="true" strokeWidth={1.75} className="size-4.5" />
        </button>
      </div>
    </FieldFrame>
  )
}
