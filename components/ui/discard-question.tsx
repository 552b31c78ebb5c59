'use client'

import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { AlertDialog } from './alert-dialog'
import type { PopupChange } from './composing'
import { type FormWatch, watchForms } from './form-changes'

/** Marks the X of a dialog: to press it is to turn away, where "Never mind" beside a form is an answer. */
export const dismissMark = { 'data-dismiss': '' }

/** Was it turned away from (Escape, a press beside it, a swipe, the X), and not answered? */
function isDismissal({ reason, event }: PopupChange): boolean {
  return (
    reason !== 'close-press' || (event.target instanceof Element && event.target.closest('[data-dismiss]') !== null)
  )
}

/**
 * A dialog or sheet that is not closed over what was typed in it without a question. Whoever opened it may close it at
 * any time, after a save for example.
 */
export function useDiscardQuestion(
  controlledOpen: boolean | undefined,
  onOpenChange: ((isOpen: boolean) => void) | undefined,
): {
  isOpen: boolean
  /** For the root's `onOpenChange`. */
  change: (isOpen: boolean, details: PopupChange) => void
  /** For the popup around the forms. */
  popupRef: RefObject<HTMLDivElement | null>
  /** To be drawn inside the popup, so that it lies above it and the focus comes back into it. */
  question: ReactNode
} {
  const [ownOpen, setOwnOpen] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const popupRef = useRef<HTMLDivElement>(null)
  const watch = useRef<FormWatch>(null)
  const isOpen = controlledOpen ?? ownOpen

  // It may be closed from outside while the question stands: then there is nothing left to ask.
  useEffect(() => {
    if (!isOpen) setAsking(false)
  }, [isOpen])

  function setOpen(next: boolean) {
    setOwnOpen(next)
    onOpenChange?.(next)
  }

  function change(next: boolean, details: PopupChange) {
    if (next || !isDismissal(details) || !watch.current?.isChanged()) return setOpen(next)
    details.cancel()
    setAsking(true)
  }

  async function discard() {
    // Out of the alert's transition, which would wait for a save that is under way.
    await Promise.resolve()
    setOpen(false)
  }

  const question = (
    <>
      <WatchForms popup={popupRef} watch={watch} />
      <AlertDialog
        open={isAsking}
        onOpenChange={setAsking}
        title="Discard your changes?"
        description="What you entered has not been saved."
        cancelLabel="Keep editing"
        confirmLabel="Discard"
        onConfirm={discard}
      />
    </>
  )
  return { isOpen, change, popupRef, question }
}

/** Comes and goes with the content of the popup. */
function WatchForms({
  popup,
  watch,
}: {
  popup: RefObject<HTMLElement | null>
  watch: RefObject<FormWatch | null>
}): null {
  useEffect(() => {
    if (!popup.current) return
    const watching = watchForms(popup.current)
    watch.current = watching
    return () => {
      watching.stop()
      watch.current = null
    }
  }, [popup, watch])
  return null
}
