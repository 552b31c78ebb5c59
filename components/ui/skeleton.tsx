import type { ComponentProps } from 'react'
import { cn } from './cn'

/** A breathing place-holder in the size of what is coming. Hidden from screen readers: announce loading once, in words. */
export function Skeleton({ className, ...props }: ComponentProps<'div'>) {
  return <div {...props} aria-hidden="true" className={cn('animate-shimmer rounded-md bg-wash-strong', className)} />
}
