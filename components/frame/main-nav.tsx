'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { cn } from '@/components/ui/cn'
import { MoreNav } from './more-nav'
import { isCurrent, navItems } from './nav-items'

const linkClasses = cn(
  // Six of them share a screen of 320 px: each takes its sixth, and its word gives way before the bar does.
  'group relative flex min-h-13 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 rounded-md px-0.5 text-[0.7rem] font-medium',
  'text-ink-soft transition-colors hover:bg-wash hover:text-ink aria-[current=page]:text-ink',
  'md:min-h-11 md:w-full md:min-w-0 md:flex-none md:flex-row md:justify-center md:px-0 xl:justify-start xl:gap-3 xl:px-3 xl:text-base',
  'md:aria-[current=page]:bg-wash-strong',
)

/** The main places: a bar under the thumb on phones, a rail of icons on tablets, a list with words on wide screens. */
export function MainNav() {
  const pathname = usePathname()
  const hasMore = navItems.some((item) => !item.isPrimary)
  return (
    <nav
      aria-label="Main"
      className={cn(
        'fixed inset-x-0 bottom-0 z-(--z-frame) flex px-[max(0.25rem,var(--safe-left))] pt-1.5 pb-[calc(0.375rem+var(--safe-bottom))]',
        'md:relative md:flex-1 md:flex-col md:gap-1 md:overflow-y-auto md:p-0',
      )}
    >
      <div aria-hidden="true" className="glass absolute inset-0 -z-1 rounded-none border-x-0 border-b-0 md:hidden" />
      {navItems.map((item) => {
        const Icon = item.icon
        return (
          <Link
            key={item.href}
            href={item.href}
            title={item.label}
            aria-current={isCurrent(item, pathname) ? 'page' : undefined}
            className={cn(linkClasses, !item.isPrimary && 'hidden md:flex')}
          >
            <Icon
              aria-hidden="true"
              strokeWidth={1.75}
              className="size-5.5 group-aria-[current=page]:text-accent md:size-5"
            />
            {item.shortLabel ? <span className="max-w-full truncate md:hidden">{item.shortLabel}</span> : null}
            <span className={cn('max-w-full truncate md:sr-only xl:not-sr-only', item.shortLabel && 'max-md:hidden')}>
              {item.label}
            </span>
          </Link>
        )
      })}
      {hasMore ? <MoreNav className={cn(linkClasses, 'md:hidden')} /> : null}
    </nav>
  )
}
