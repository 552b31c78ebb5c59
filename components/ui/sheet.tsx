'use client'

import { Drawer as Base } from '@base-ui/react/drawer'
import { X } from 'lucide-react'
import { Button } from './button'
import { cn } from './cn'
import { unlessComposing } from './composing'
import type { DialogProps } from './dialog'
import { dismissMark, useDiscardQuestion } from './discard-question'
import { modalMark } from './popup-open'
import { useMediaQuery } from './use-media-query'

/**
 * A pane that comes up from the bottom on phones (and follows the thumb down), and in from the right from 48 rem. Asks
 * before it closes over a form that was changed.
 */
export function Sheet({
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
  const isWide = useMediaQuery('(width >= 48rem)')
  const { isOpen, change, popupRef, question } = useDiscardQuestion(open, onOpenChange)
  return (
    <Base.Root open={isOpen} onOpenChange={unlessComposing(change)} swipeDirection={isWide ? 'right' : 'down'}>
      {trigger ? <Base.Trigger render={trigger} /> : null}
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-(--z-overlay) min-h-dvh bg-scrim opacity-[calc(1-var(--drawer-swipe-progress))] transition-opacity duration-250 data-swiping:duration-0 data-starting-style:opacity-0 data-ending-style:opacity-0" />
        <Base.Viewport className="fixed inset-0 z-(--z-popup) flex items-end md:items-stretch md:justify-end md:p-3">
          <Base.Popup
            {...modalMark}
            ref={popupRef}
            data-sheet=""
            initialFocus={initialFocus}
            className={cn(
              'surface-solid relative flex max-h-[88dvh] w-full flex-col rounded-t-2xl outline-none md:max-h-none md:w-md md:rounded-2xl',
              'transition-transform duration-350 ease-out data-swiping:select-none data-swiping:duration-0',
              isWide
                ? '[transform:translateX(var(--drawer-swipe-movement-x))] data-starting-style:[transform:translateX(105%)] data-ending-style:[transform:translateX(105%)]'
                : '[transform:translateY(var(--drawer-swipe-movement-y))] data-starting-style:[transform:translateY(100%)] data-ending-style:[transform:translateY(100%)]',
              className,
            )}
          >
            <div
              aria-hidden="true"
              className="mx-auto mt-2.5 h-1 w-10 shrink-0 rounded-full bg-wash-strong md:hidden"
            />
            <div className="flex items-start justify-between gap-3 px-6 pt-3 pb-4 md:pt-5">
              <div className="grid gap-1">
                <Base.Title className="text-xl wrap-anywhere text-ink">{title}</Base.Title>
                {description ? <Base.Description className="text-ink-soft">{description}</Base.Description> : null}
              </div>
              <Base.Close
                {...dismissMark}
                aria-label="Close"
                render={<Button variant="ghost" size="icon" className="-mr-2" />}
              >
                <X aria-hidden="true" strokeWidth={1.75} />
              </Base.Close>
            </div>
            <Base.Content className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain px-6 pb-[calc(1.5rem+var(--safe-bottom))]">
              {children}
            </Base.Content>
            {footer ? (
              <div className="flex flex-wrap justify-end gap-3 border-t border-glass-line px-6 pt-4 pb-[calc(1rem+var(--safe-bottom))]">
                {footer}
              </div>
            ) : null}
            {question}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}
