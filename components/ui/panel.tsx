import type { ComponentProps } from 'react'
import { cn } from './cn'

/** A pane of glass over the scene: the first layer. Text may lie on it. `as` picks the element. */
export function Panel({
  as: Element = 'section',
  className,
  ...props
}: ComponentProps<'section'> & { as?: 'section' | 'div' | 'article' | 'aside' | 'form' }) {
  const Tag = Element as 'section'
  return <Tag {...props} className={cn('glass min-w-0 rounded-xl p-5 sm:p-6', className)} />
}

/** A lighter pane lying on a `Panel`: the second and last layer. */
export function Card({
  as: Element = 'div',
  className,
  ...props
}: ComponentProps<'div'> & { as?: 'div' | 'article' | 'li' | 'section' }) {
  const Tag = Element as 'div'
  return <Tag {...props} className={cn('glass-raised min-w-0 rounded-lg p-4', className)} />
}
