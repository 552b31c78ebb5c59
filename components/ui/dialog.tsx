'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactElement, ReactNode, RefObject } from 'react'
import { Button } from './button'
import { cn } from './cn'
import { unlessComposing } from './composing'
import { dismissMark, useDiscardQuestion } from './discard-question'
import { backdropClasses, dialogPopupClasses } from './popup-classes'
import { modalMark } from './popup-open'

/** Closes the dialog or sheet it stands in. `<DialogClose render={<Button variant="ghost">Not now</Button>} />` */
export const DialogClose = Base.Close

export type DialogProps = {
  /** The control which opens it; leave out when `open` is controlled. */
  trigger?: ReactElement<Record<string, unknown>>
  title: ReactNode
  description?: ReactNode
  /** Buttons at the foot, the main one last. */
  footer?: ReactNode
  open?: boolean
  onOpenChange?: (open: boolean) => void
  /** What has the focus first; the first control otherwise. */
  initialFocus?: RefObject<HTMLElement | null>
  className?: string
  children?: ReactNode
}

/**
 * A question or a small form above the page. Keeps the focus inside, gives it back, closes with Escape or outside; asks
 * first when a form in it was changed.
 */
export function Dialog({
  trigger,
  title,
  description,
  footer,
  open,
  onOpenChange,
  initialFocus,
  className,
  children,
}: DialogProps) {
  const { isOpen, change, popupRef, question } = useDiscardQuestion(open, onOpenChange)
  return (
    <Base.Root open={isOpen} onOpenChange={unlessComposing(change)}>
      {trigger ? <Base.Trigger render={trigger} /> : null}
      <Base.Portal>
        <Base.Backdrop className={backdropClasses} />
        <Base.Popup
          {...modalMark}
          ref={popupRef}
          initialFocus={initialFocus}
          className={cn(dialogPopupClasses, className)}
        >
          <div className="grid gap-1.5 pr-10">
            <Base.Title className="text-xl wrap-anywhere text-ink">{title}</Base.Title>
            {description ? <Base.Description className="text-ink-soft">{description}</Base.Description> : null}
          </div>
          <Base.Close
            {...dismissMark}
            aria-label="Close"
            render={<Button variant="ghost" size="icon" className="absolute top-4 right-4" />}
          >
            <X aria-hidden="true" strokeWidth={1.75} />
          </Base.Close>
          {children}
          {footer ? <div className="flex flex-wrap justify-end gap-3 max-sm:*:flex-auto">{footer}</div> : null}
          {question}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
