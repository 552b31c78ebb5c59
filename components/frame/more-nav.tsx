'use client'

import { Ellipsis } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useState } from 'react'
import { cn } from '@/components/ui/cn'
import { Sheet } from '@/components/ui/sheet'
import { isCurrent, navItems } from './nav-items'

/** On phones: the places that do not fit in the bar, in a sheet under the thumb. */
export function MoreNav({ className }: { className: string }) {
  const [isOpen, setIsOpen] = useState(false)
  const pathname = usePathname()
  const places = navItems.filter((item) => !item.isPrimary)
  return (
    <Sheet
      title="More"
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        // The page itself is named inside; here one sees that it is one of those.
        <button
          type="button"
          aria-current={places.some((item) => isCurrent(item, pathname)) ? 'true' : undefined}
          className={cn(className, 'aria-[current=true]:text-ink')}
        >
          <Ellipsis aria-hidden="true" strokeWidth={1.75} className="size-5.5 group-aria-[current=true]:text-accent" />
          <span className="max-w-full truncate">More</span>
        </button>
      }
    >
      <ul className="grid gap-1">
        {places.map(({ href, label, icon: Icon }) => (
          <li key={href}>
            {/* A link, not the sheet's own closer, which would be announced as a button. */}
            <Link
              href={href}
              aria-current={isCurrent({ href }, pathname) ? 'page' : undefined}
              onClick={() => setIsOpen(false)}
              className="group flex min-h-13 items-center gap-4 rounded-md px-3 text-lg text-ink hover:bg-wash aria-[current=page]:bg-wash-strong"
            >
              <Icon
                aria-hidden="true"
                strokeWidth={1.75}
                className="size-5.5 text-ink-faint group-aria-[current=page]:text-accent"
              />
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
