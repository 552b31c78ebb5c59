'use client'

import { Popover as Base } from '@base-ui/react/popover'
import type { ReactElement, ReactNode } from 'react'
import { cn } from './cn'
import { unlessComposing } from './composing'
import { popupMotion } from './popup-classes'

type Pane = {
  /** Names the pane; shown at its head. */
  title?: ReactNode
  side?: 'top' | 'right' | 'bottom' | 'left'
  align?: 'start' | 'center' | 'end'
  className?: string
}

/** A small pane beside the control that opened it; for more than a menu and less than a dialog. */
export function Popover({
  trigger,
  open,
  onOpenChange,
  children,
  ...pane
}: Pane & {
  trigger: ReactElement<Record<string, unknown>>
  open?: boolean
  onOpenChange?: (open: boolean) => void
  children: ReactNode
}) {
  return (
    <Base.Root open={open} onOpenChange={unlessComposing(onOpenChange)}>
      <Base.Trigger render={trigger} />
      <PopoverContent {...pane}>{children}</PopoverContent>
    </Base.Root>
  )
}

export const PopoverTrigger = Base.Trigger
export const createPopoverHandle = Base.createHandle
export type PopoverHandle<Payload> = Base.Handle<Payload>

/**
 * One pane for the triggers of a long list, each a `PopoverTrigger` with this handle and its own payload.
 * @param props.children given what the pane was opened for
 */
export function SharedPopover<Payload>({
  handle,
  children,
  ...pane
}: Pane & { handle: PopoverHandle<Payload>; children: (payload: Payload) => ReactNode }) {
  return (
    <Base.Root handle={handle} onOpenChange={unlessComposing()}>
      {({ payload }: { payload: Payload | undefined }) => (
        <PopoverContent {...pane}>{payload === undefined ? null : children(payload)}</PopoverContent>
      )}
    </Base.Root>
  )
}

function PopoverContent({
  title,
  side = 'bottom',
  align = 'center',
  className,
  children,
}: Pane & { children: ReactNode }) {
  return (
    <Base.Portal>
      <Base.Positioner side={side} align={align} sideOffset={8} collisionPadding={12} className="z-(--z-popup)">
        <Base.Popup
          className={cn(
            'surface-solid relative max-h-(--available-height) w-80 max-w-(--available-width) overflow-y-auto rounded-lg p-4 text-ink outline-none',
            popupMotion,
            className,
          )}
        >
          {title ? <Base.Title className="mb-2 text-lg">{title}</Base.Title> : null}
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  )
}
