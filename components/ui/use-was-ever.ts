'use client'

import { useState } from 'react'

/** Whether `value` is or was true: for what is loaded when it is first wanted, and stays. */
export function useWasEver(value: boolean): boolean {
  const [wasEver, setWasEver] = useState(value)
  if (value && !wasEver) setWasEver(true)
  return value || wasEver
}
