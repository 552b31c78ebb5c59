'use client'

import { type FormEvent, useCallback, useState } from 'react'

/** Errors by field name for a form that is not sent by `useFormAction`. */
export type FieldErrors = Record<string, string>

/**
 * The errors beside the fields of a form. `forget`, as the form's `onInput`, drops the one of the field that is edited: it
 * tells of words that no longer stand there.
 */
export function useFieldErrors(): {
  errors: FieldErrors
  setErrors: (errors: FieldErrors) => void
  forget: (event: FormEvent) => void
} {
  const [errors, setErrors] = useState<FieldErrors>({})
  const forget = useCallback(({ target }: FormEvent) => {
    const name = target instanceof Element ? target.getAttribute('name') : null
    if (name) setErrors((now) => (name in now ? withoutField(now, name) : now))
  }, [])
  return { errors, setErrors, forget }
}

const withoutField = (errors: FieldErrors, name: string): FieldErrors =>
  Object.fromEntries(Object.entries(errors).filter(([field]) => field !== name))
