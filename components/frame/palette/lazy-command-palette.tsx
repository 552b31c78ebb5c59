'use client'

import dynamic from 'next/dynamic'
import { useEffect } from 'react'
import { isComposing } from '@/components/ui/composing'
import { loadPatiently } from '@/components/ui/load-patiently'
import { isModalOpen } from '@/components/ui/popup-open'
import { useStore } from '@/components/ui/store'
import { useWasEver } from '@/components/ui/use-was-ever'
import { isApplePlatform, isPaletteKey } from './palette-key'
import { closePalette, isPaletteOpen, openPalette } from './palette-opening'
import { PaletteWaiting } from './palette-waiting'

const CommandPalette = dynamic(() => loadPatiently(() => import('./command-palette')), {
  ssr: false,
  loading: () => <PaletteWaiting />,
})

/** The command palette of every page in the frame. Its code comes when it is first opened; before, this listens alone. */
export function LazyCommandPalette() {
  const isOpen = useStore(isPaletteOpen)
  const isLoaded = useWasEver(isOpen)
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => {
      window.removeEventListener('keydown', onKey)
      closePalette()
    }
  }, [])
  return isLoaded ? <CommandPalette isOpen={isOpen} onOpenChange={isPaletteOpen.set} /> : null
}

/** The key opens and closes. What else is open over the page is answered first: it may hold what was not saved. */
function onKey(event: KeyboardEvent) {
  if (event.defaultPrevented || event.repeat || isComposing(event)) return
  if (!isPaletteKey(event, isApplePlatform(navigator.platform))) return
  if (isPaletteOpen.get()) closePalette()
  else if (isModalOpen()) return
  else openPalette()
  event.preventDefault()
}
