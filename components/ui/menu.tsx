'use client'

import { Menu as Base } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn'
import { popupMotion } from './popup-classes'

/**
 * `<Menu><MenuTrigger render={<Button…/>} /><MenuContent><MenuItem onClick>…</MenuItem></MenuContent></Menu>`
 *
 * In long lists one menu serves all rows: `createMenuHandle<Row>()`, given to the triggers with their `payload` and to the
 * menu, whose child is then a function of `{ payload }`.
 */
export const Menu = Base.Root
export const MenuTrigger = Base.Trigger
export const createMenuHandle = Base.createHandle
export const MenuRadioGroup = Base.RadioGroup

const itemClasses =
  "flex min-h-10 w-full cursor-default items-center gap-3 rounded-sm px-3 py-1.5 text-left text-base text-ink select-none outline-none data-disabled:opacity-50 data-highlighted:bg-wash-strong [&_svg:not([class*='size-'])]:size-4.5 [&_svg]:text-ink-faint"

/** The floating list. `side` and `align` are wishes; it turns round when there is no room. */
export function MenuContent({
  side = 'bottom',
  align = 'end',
  className,
  children,
}: Pick<Base.Positioner.Props, 'side' | 'align'> & { className?: string; children: ReactNode }) {
  return (
    <Base.Portal>
      <Base.Positioner
        side={side}
        align={align}
        sideOffset={8}
        collisionPadding={12}
        className="z-(--z-popup) outline-none"
      >
        <Base.Popup
          className={cn(
            'surface-solid relative max-h-(--available-height) min-w-56 overflow-y-auto rounded-lg p-1.5 outline-none',
            popupMotion,
            className,
          )}
        >
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  )
}

/** Something to do. `tone="danger"` for what takes something away. */
export function MenuItem({
  tone = 'normal',
  className,
  ...props
}: Omit<Base.Item.Props, 'className'> & { tone?: 'normal' | 'danger'; className?: string }) {
  return (
    <Base.Item
      {...props}
      className={cn(itemClasses, tone === 'danger' && 'text-danger [&_svg]:text-danger', className)}
    />
  )
}

/** Somewhere to go: `<MenuLink render={<Link href="/rooms" />}>Rooms</MenuLink>` */
export function MenuLink({ className, ...props }: Omit<Base.LinkItem.Props, 'className'> & { className?: string }) {
  return <Base.LinkItem closeOnClick {...props} className={cn(itemClasses, className)} />
}

/** One of a few, inside `MenuRadioGroup`. Leaves the menu open, so that the choice can be seen. */
export function MenuRadioItem({
  className,
  children,
  ...props
}: Omit<Base.RadioItem.Props, 'className'> & { className?: string }) {
  return (
    <Base.RadioItem {...props} className={cn(itemClasses, className)}>
      {children}
      <Base.RadioItemIndicator className="ml-auto">
        <Check aria-hidden="true" strokeWidth={2} className="size-4.5 text-accent" />
      </Base.RadioItemIndicator>
    </Base.RadioItem>
  )
}

/** A quiet heading; must stand inside a `MenuRadioGroup`. */
export function MenuLabel({ className, ...props }: ComponentProps<typeof Base.GroupLabel>) {
  return (
    <Base.GroupLabel
      {...props}
      className={cn('px-3 pt-2 pb-1 text-xs font-medium text-ink-faint', className as string)}
    />
  )
}

export function MenuSeparator() {
  return <Base.Separator className="mx-3 my-1.5 h-px bg-glass-line" />
}
