'use client'

import { Ellipsis } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { Sheet } from '@/components/ui/sheet'
import { navItems } from './nav-items'

/** On phones: the places that do not fit in the bar, in a sheet under the thumb. */
export function MoreNav({ className }: { className: string }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Sheet
      title="More"
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <button type="button" className={className}>
          <Ellipsis aria-hidden="true" strokeWidth={1.75} className="size-5.5" />
          <span className="max-w-full truncate">More</span>
        </button>
      }
    >
      <ul className="grid gap-1">
        {navItems
          .filter((item) => !item.isPrimary)
          .map(({ href, label, icon: Icon }) => (
            <li key={href}>
              {/* A link, not the sheet's own closer, which would be announced as a button. */}
              <Link
                href={href}
                onClick={() => setIsOpen(false)}
                className="flex min-h-13 items-center gap-4 rounded-md px-3 text-lg text-ink hover:bg-wash"
              >
                <Icon aria-hidden="true" strokeWidth={1.75} className="size-5.5 text-ink-faint" />
                {label}
              </Link>
            </li>
          ))}
      </ul>
    </Sheet>
  )
}
