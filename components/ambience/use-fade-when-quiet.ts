'use client'

import { useEffect } from 'react'
import { isPopupOpen } from '@/components/ui/popup-open'

/** How long nothing may happen before the room goes quiet. */
const restMs = 4_000
const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart', 'focusin'] as const

/**
 * While `isActive`, everything marked `fades-when-quiet` leaves after a few seconds without a touch, and is back with
 * the first sign of a person. Nothing leaves while something is open or being written.
 */
export function useFadeWhenQuiet(isActive: boolean): void {
  useEffect(() => {
    if (!isActive) return
    const root = document.documentElement
    let timer: ReturnType<typeof setTimeout>
    function wake() {
      delete root.dataset.quiet
      clearTimeout(timer)
      timer = setTimeout(rest, restMs)
    }
    function rest() {
      if (isBusy()) wake()
      else root.dataset.quiet = ''
    }
    // A mouse wakes the room by moving; a finger's first tap must not press what could not be seen.
    let isBlindTap = false
    function onTouch(event: PointerEvent) {
      isBlindTap = event.pointerType === 'touch' && root.dataset.quiet !== undefined
    }
    function onClick(event: MouseEvent) {
      if (!isBlindTap) return
      isBlindTap = false
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('pointerdown', onTouch, { capture: true, passive: true })
    window.addEventListener('click', onClick, { capture: true })
    wake()
    for (const sign of signs) window.addEventListener(sign, wake, { passive: true })
    return () => {
      window.removeEventListener('pointerdown', onTouch, { capture: true })
      window.removeEventListener('click', onClick, { capture: true })
      clearTimeout(timer)
      delete root.dataset.quiet
      for (const sign of signs) window.removeEventListener(sign, wake)
    }
  }, [isActive])
}

function isBusy(): boolean {
  const isTyping = document.activeElement?.matches('input, textarea, select') ?? false
  return isTyping || isPopupOpen()
}
