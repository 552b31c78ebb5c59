'use client'

import { Popover as Base } from '@base-ui/react/popover'
import type { ReactElement, ReactNode } from 'react'
import { cn } from './cn'
import { popupMotion } from './popup-classes'

/** A small pane beside the control that opened it; for more than a menu and less than a dialog. */
export function Popover({
  trigger,
  title,
  side = 'bottom',
  align = 'center',
  open,
  onOpenChange,
  className,
  children,
}: {
  trigger: ReactElement<Record<string, unknown>>
  /** Names the pane; shown at its head. */
  title?: ReactNode
  side?: 'top' | 'right' | 'bottom' | 'left'
  align?: 'start' | 'center' | 'end'
  open?: boolean
  onOpenChange?: (open: boolean) => void
  className?: string
  children: ReactNode
}) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={8} collisionPadding={12} className="z-(--z-popup)">
          <Base.Popup
            className={cn(
              'surface-solid max-h-(--available-height) w-80 max-w-(--available-width) overflow-y-auto rounded-lg p-4 text-ink outline-none',
              popupMotion,
              className,
            )}
          >
            {title ? <Base.Title className="mb-2 text-lg">{title}</Base.Title> : null}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
