'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactElement, ReactNode, RefObject } from 'react'
import { Button } from './button'
import { cn } from './cn'
import { unlessComposing } from './composing'
import { backdropClasses } from './popup-classes'
import { modalMark } from './popup-open'

export const dialogPopupClasses =
  'surface-solid fixed top-1/2 left-1/2 z-(--z-popup) grid max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-md -translate-x-1/2 -translate-y-1/2 gap-5 overflow-y-auto overscroll-contain rounded-xl p-6 transition-[opacity,transform] duration-250 data-starting-style:translate-y-[calc(-50%+0.75rem)] data-starting-style:opacity-0 data-ending-style:opacity-0'

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

/** A question or a small form above the page. Keeps the focus inside, gives it back, closes with Escape or outside. */
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
  return (
    <Base.Root open={open} onOpenChange={unlessComposing(onOpenChange)}>
      {trigger ? <Base.Trigger render={trigger} /> : null}
      <Base.Portal>
        <Base.Backdrop className={backdropClasses} />
        <Base.Popup {...modalMark} initialFocus={initialFocus} className={cn(dialogPopupClasses, className)}>
          <div className="grid gap-1.5 pr-10">
            <Base.Title className="text-xl wrap-anywhere text-ink">{title}</Base.Title>
            {description ? <Base.Description className="text-ink-soft">{description}</Base.Description> : null}
          </div>
          <Base.Close
            aria-label="Close"
            render={<Button variant="ghost" size="icon" className="absolute top-4 right-4" />}
          >
            <X aria-hidden="true" strokeWidth={1.75} />
          </Base.Close>
          {children}
          {footer ? <div className="flex flex-wrap justify-end gap-3 max-sm:*:flex-auto">{footer}</div> : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
