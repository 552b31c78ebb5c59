'use client'

import { useEffect, useSyncExternalStore } from 'react'

/**
 * Is this page logging its person out? From the press on it asks for nothing any more and follows no channel: the server may
 * have ended the session already, and told of it, while the answer is on its way.
 */
let isUnderWay = false
const listeners = new Set<() => void>()

function change(next: boolean): void {
  isUnderWay = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Tells the page that a log-out is under way for as long as `isPending`. */
export function useTellLoggingOut(isPending: boolean): void {
  useEffect(() => {
    if (!isPending) return
    change(true)
    return () => change(false)
  }, [isPending])
}

export const useIsLoggingOut = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => isUnderWay,
    () => false,
  )
