import type { ComponentProps } from 'react'
import { cn } from './cn'

/** A key to press. */
export function Kbd({ className, ...props }: ComponentProps<'kbd'>) {
  return (
    <kbd
      {...props}
      className={cn(
        'inline-grid h-6 min-w-6 place-items-center rounded-xs border border-glass-line border-b-line bg-wash px-1.5 font-sans text-xs font-medium text-ink-soft',
        className,
      )}
    />
  )
}
