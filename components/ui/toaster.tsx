'use client'

import { type ComponentType, useEffect, useState, useSyncExternalStore } from 'react'
import { loadPatiently } from './load-patiently'
import { toastQueue } from './toast'

/** The page's first idle moment comes at the latest after this, in milliseconds. */
const idleWithinMs = 2_000

/**
 * Where toasts appear. Rendered once, by the root layout. Its code comes when the page is first idle, or with the first
 * `toast()`: later the network may be gone, and that is just what a toast has to say. Once it is there the (empty)
 * region stays on the page: screen readers announce only what is added to a region they know. Code that does not come
 * is asked for again; it never takes the page down.
 */
export function Toaster() {
  const isNeeded = useSyncExternalStore(toastQueue.subscribe, toastQueue.isNeeded, () => false)
  const [stack, setStack] = useState<{ Stack: ComponentType } | null>(null)
  useEffect(() => {
    if (stack) return
    let isGone = false
    const load = async () => {
      const { default: Stack } = await loadPatiently(() => import('./toast-stack'))
      if (!isGone) setStack({ Stack })
    }
    const cancel = isNeeded ? null : whenIdle(load)
    if (isNeeded) void load()
    return () => {
      isGone = true
      cancel?.()
    }
  }, [isNeeded, stack])
  return stack ? <stack.Stack /> : null
}

/** Runs `work` when the page has nothing else to do; returns the way to call it off. */
function whenIdle(work: () => void): () => void {
  if (typeof window.requestIdleCallback === 'undefined') {
    // Safari.
    const timeout = setTimeout(work, idleWithinMs)
    return () => clearTimeout(timeout)
  }
  const request = window.requestIdleCallback(work, { timeout: idleWithinMs })
  return () => window.cancelIdleCallback(request)
}
