'use client'

import { AlertDialog as Base } from '@base-ui/react/alert-dialog'
import { type ReactElement, type ReactNode, useState, useTransition } from 'react'
import { Button } from './button'
import { unlessComposing } from './composing'
import { backdropClasses, dialogPopupClasses } from './popup-classes'
import { modalMark } from './popup-open'

/**
 * Asks before something that cannot be taken back. Stays open and pending until `onConfirm` has finished; the safe
 * way out has the focus. Say in `description` what will be lost.
 */
export function AlertDialog({
  trigger,
  title,
  description,
  confirmLabel,
  cancelLabel = 'Never mind',
  tone = 'danger',
  onConfirm,
  open: controlledOpen,
  onOpenChange,
  children,
}: {
  trigger?: ReactElement<Record<string, unknown>>
  title: ReactNode
  description: ReactNode
  /** What will happen, as a verb: "Close room". */
  confirmLabel: string
  cancelLabel?: string
  tone?: 'danger' | 'primary'
  onConfirm: () => void | Promise<void>
  open?: boolean
  onOpenChange?: (open: boolean) => void
  /** Anything between the words and the buttons, e.g. a password field. */
  children?: ReactNode
}) {
  const [ownOpen, setOwnOpen] = useState(false)
  const [isPending, startTransition] = useTransition()
  const open = controlledOpen ?? ownOpen

  function change(next: boolean) {
    setOwnOpen(next)
    onOpenChange?.(next)
  }

  function confirm() {
    startTransition(async () => {
      await onConfirm()
      change(false)
    })
  }

  return (
    <Base.Root open={open} onOpenChange={unlessComposing(change)}>
      {trigger ? <Base.Trigger render={trigger} /> : null}
      <Base.Portal>
        <Base.Backdrop className={backdropClasses} />
        <Base.Popup {...modalMark} className={dialogPopupClasses}>
          <div className="grid gap-1.5">
            <Base.Title className="text-xl wrap-anywhere text-ink">{title}</Base.Title>
            <Base.Description className="text-ink-soft">{description}</Base.Description>
          </div>
          {children}
          <div className="flex flex-wrap justify-end gap-3 max-sm:*:flex-auto">
            <Base.Close render={<Button variant="secondary" />}>{cancelLabel}</Base.Close>
            <Button variant={tone} pending={isPending} onClick={confirm}>
              {confirmLabel}
            </Button>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
