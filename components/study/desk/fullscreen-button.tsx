'use client'

import { Maximize, Minimize } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { toast } from '@/components/ui/toast'
import { ToolButton } from '@/components/ui/tool-button'

const subscribe = (listener: () => void) => {
  document.addEventListener('fullscreenchange', listener)
  return () => document.removeEventListener('fullscreenchange', listener)
}

/** Fills the screen with the desk, or comes back. Not every phone can. */
export async function toggleFullscreen(): Promise<void> {
  try {
    if (document.fullscreenElement) await document.exitFullscreen()
    else await document.documentElement.requestFullscreen()
  } catch {
    toast({ title: 'Full screen is not possible here', description: 'Your browser does not allow it for this page.' })
  }
}

export function FullscreenButton() {
  const isFull = useSyncExternalStore(
    subscribe,
    () => document.fullscreenElement !== null,
    () => false,
  )
  return (
    <ToolButton label={isFull ? 'Leave full screen' : 'Full screen'} onClick={() => void toggleFullscreen()}>
      {isFull ? <Minimize aria-hidden="true" strokeWidth={1.75} /> : <Maximize aria-hidden="true" strokeWidth={1.75} />}
    </ToolButton>
  )
}
