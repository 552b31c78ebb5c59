'use client'

import { useEffect } from 'react'
import { isComposing } from '@/components/ui/composing'
import { OpeningNotice } from '@/components/ui/opening-notice'
import { useStore } from '@/components/ui/store'
import { closePalette, isPaletteOpen, paletteText } from './palette-opening'

/** Stands in for the palette until its code is there. What is typed meanwhile is for it, and no shortcut of the page. */
export function PaletteWaiting() {
  const isOpen = useStore(isPaletteOpen)
  useEffect(() => (isOpen ? keepWhatIsTyped() : undefined), [isOpen])
  return isOpen ? <OpeningNotice /> : null
}

/** Takes the keys before anything of the page hears of them. Answers how to stop. */
function keepWhatIsTyped(): () => void {
  function onKey(event: KeyboardEvent) {
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey || event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') closePalette()
    else paletteText.set(textAfter(paletteText.get(), event.key))
  }
  window.addEventListener('keydown', onKey, true)
  return () => window.removeEventListener('keydown', onKey, true)
}

/** A letter is added, Backspace takes one, and other keys (Enter, arrows) have names longer than a letter. */
function textAfter(text: string, key: string): string {
  if (key === 'Backspace') return text.slice(0, -1)
  return [...key].length === 1 ? text + key : text
}
