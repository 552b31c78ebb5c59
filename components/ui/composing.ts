'use client'

import type { KeyboardEvent as ReactKeyboardEvent } from 'react'

/** A key this soon after a composition ended was pressed to end it, in milliseconds. */
const settleMs = 20

/** A press that an input method took ends the composition no later than this, however slow the page, in milliseconds. */
const pressMs = 500

/** What input methods report in the place of a key that they took for themselves (UI Events, "keyCode"). */
const takenKeyCode = 229

let endedAt = Number.NEGATIVE_INFINITY
let lastTaken = { key: '', at: Number.NEGATIVE_INFINITY }

const isMarked = (event: KeyboardEvent) => event.isComposing || event.keyCode === takenKeyCode

// One pair of listeners for as long as the page lives: any box may be composed in.
if (typeof document !== 'undefined') {
  document.addEventListener('compositionend', (event) => (endedAt = event.timeStamp), true)
  document.addEventListener(
    'keydown',
    (event) => {
      if (isMarked(event)) lastTaken = { key: event.key, at: event.timeStamp }
    },
    true,
  )
}

/**
 * Does this key belong to an input method (Japanese, Chinese, Korean, …)? Then Enter picks a word, Escape drops one, and
 * neither is meant for us. Safari reports the key after the composition has ended, with `isComposing` false
 * (https://bugs.webkit.org/show_bug.cgi?id=165004), so the key code and the moment are asked too. Chromium with a Korean
 * keyboard reports one press twice, marked before the end and plain after it: the plain one is for us.
 */
export function isComposing(event: KeyboardEvent | ReactKeyboardEvent): boolean {
  const native = 'nativeEvent' in event ? event.nativeEvent : event
  if (isMarked(native)) return true
  const wasTaken = lastTaken.key === native.key && lastTaken.at <= endedAt && endedAt - lastTaken.at < pressMs
  return native.timeStamp - endedAt < settleMs && !wasTaken
}

/** What a dialog says of its change. `cancel`: it does not take place. */
export type PopupChange = { reason: string; event: Event; cancel: () => void }

/** `onOpenChange` of a dialog, sheet or pane: an Escape that belongs to an input method does not close it. */
export function unlessComposing(onOpenChange?: (isOpen: boolean, change: PopupChange) => void) {
  return (isOpen: boolean, change: PopupChange): void => {
    const { event } = change
    if (!isOpen && event instanceof KeyboardEvent && isComposing(event)) change.cancel()
    else onOpenChange?.(isOpen, change)
  }
}
