'use client'

import { useEffect, useEffectEvent } from 'react'
import { type KeyPress, shortcutKey } from '@/components/study/desk/shortcut-key'
import { isPopupOpen } from '@/components/ui/popup-open'

/**
 * Which choice a key stands for, from 0 on: the keys 1 to 4, by what they say, and where a layout has something else on
 * them (French) by where they lie. Null for any other.
 */
export function choiceOfKey(press: KeyPress): number | null {
  const key = shortcutKey(press)
  if (key === null) return null
  const [, lying] = press.shiftKey ? [] : (/^(?:Digit|Numpad)([1-4])$/.exec(press.code) ?? [])
  const digit = /^[1-4]$/.test(key) ? key : lying
  return digit === undefined ? null : Number(digit) - 1
}

/** Chooses by the keys 1 to 4 while nothing else wants them: who writes, or has a dialog open, goes on doing so. */
export function useChoiceKeys(isOn: boolean, onChoice: (choice: number) => void): void {
  const choose = useEffectEvent(onChoice)
  useEffect(() => {
    if (!isOn) return
    function onKey(event: KeyboardEvent) {
      if (event.defaultPrevented || event.repeat || isTaken(event.target)) return
      const choice = choiceOfKey(event)
      if (choice === null) return
      event.preventDefault()
      choose(choice)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [isOn])
}

function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.closest('input, textarea, select') !== null || isPopupOpen()
}
