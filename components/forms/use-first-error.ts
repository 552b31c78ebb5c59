'use client'

import { type RefObject, useEffect, useRef } from 'react'
import type { FormState } from '@/lib/form-state'

/** Puts the cursor into the first field that has an error, so that nobody has to look for it. */
export function useFirstError(state: FormState<unknown>): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null)
  // Once for each answer: an error that goes while somebody types must not take them to the next one.
  const at = state.status === 'error' ? state.at : null
  useEffect(() => {
    if (at !== null) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [at])
  return form
}
