'use client'

import { type ComponentType, useEffect, useState, useSyncExternalStore } from 'react'
import { toastDoor } from './toast'

/** How long a page may settle before the code of toasts is fetched ahead, in milliseconds. */
const settleMs = 2_000

/**
 * Where toasts appear. Rendered once, by the root layout. Its code comes after the page has settled, or with the first
 * `toast()`: by then the network may be gone, and that is just what a toast has to say. Code that does not come is
 * asked for again; it never takes the page down.
 */
export function Toaster() {
  const isNeeded = useSyncExternalStore(toastDoor.subscribe, toastDoor.isNeeded, () => false)
  const [stack, setStack] = useState<{ Stack: ComponentType } | null>(null)
  useEffect(() => {
    if (stack) return
    let isGone = false
    const load = () =>
      import('./toast-stack').then(
        ({ default: Stack }) => !isGone && setStack({ Stack }),
        () => !isGone && window.addEventListener('online', load, { once: true }),
      )
    const timeout = setTimeout(load, isNeeded ? 0 : settleMs)
    return () => {
      isGone = true
      clearTimeout(timeout)
      window.removeEventListener('online', load)
    }
  }, [isNeeded, stack])
  return isNeeded && stack ? <stack.Stack /> : null
}
