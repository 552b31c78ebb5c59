'use client'

import { type RefObject, useEffect, useRef } from 'react'
import type { FormState } from '@/lib/form-state'

/** Puts the cursor into the first field that has an error, so that nobody has to look for it. */
export function useFirstError(state: FormState<unknown>): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (state.status !== 'error') return
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [state])
  return form
}
