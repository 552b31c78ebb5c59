'use client'

import { useEffect, useSyncExternalStore } from 'react'
import { mathDesk } from './math-desk'
import type { MathTree } from './math-tree'

/** A formula as it is drawn; null while it is not wanted, on its way, or not to be drawn. */
export function useMathTree(tex: string, isDisplay: boolean, isWanted: boolean): MathTree | null {
  useEffect(() => {
    if (isWanted) mathDesk.request({ tex, isDisplay })
  }, [tex, isDisplay, isWanted])
  return useSyncExternalStore(
    mathDesk.subscribe,
    () => (isWanted ? mathDesk.find({ tex, isDisplay }) : null),
    () => null,
  )
}
