'use client'

import { Ellipsis } from 'lucide-react'
import Link from 'next/link'
import { Sheet, SheetClose } from '@/components/ui/sheet'
import { navItems } from './nav-items'

/** On phones: the places that do not fit in the bar, in a sheet under the thumb. */
export function MoreNav({ className }: { className: string }) {
  return (
    <Sheet
      title="More"
      trigger={
        <button type="button" className={className}>
          <Ellipsis aria-hidden="true" strokeWidth={1.75} className="size-5.5" />
          <span>More</span>
        </button>
      }
    >
      <ul className="grid gap-1">
        {navItems
          .filter((item) => !item.isPrimary)
          .map(({ href, label, icon: Icon }) => (
            <li key={href}>
              <SheetClose
                nativeButton={false}
                render={<Link href={href} />}
                className="flex min-h-13 items-center gap-4 rounded-md px-3 text-lg text-ink hover:bg-wash"
              >
                <Icon aria-hidden="true" strokeWidth={1.75} className="size-5.5 text-ink-faint" />
                {label}
              </SheetClose>
            </li>
          ))}
      </ul>
    </Sheet>
  )
}
