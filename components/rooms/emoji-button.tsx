'use client'

import { SmilePlus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Button } from '@/components/ui/button'
import { loadPatiently } from '@/components/ui/load-patiently'
import { Popover } from '@/components/ui/popover'
import { Skeleton } from '@/components/ui/skeleton'

const EmojiPicker = lazy(() => loadPatiently(() => import('./emoji-picker')))

/** The picker, fetched when it is first opened. */
export function EmojiPane({ onPick }: { onPick: (emoji: string) => void }) {
  return (
    <Suspense fallback={<Skeleton className="h-44" />}>
      <EmojiPicker onPick={onPick} />
    </Suspense>
  )
}

/** Opens the picker; it closes with the choice. */
export function EmojiButton({
  label,
  onPick,
  className,
}: {
  label: string
  onPick: (emoji: string) => void
  className?: string
}) {
  const [isOpen, setIsOpen] = useState(false)
  function pick(emoji: string) {
    setIsOpen(false)
    onPick(emoji)
  }
  return (
    <Popover
      side="top"
      align="end"
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <Button variant="ghost" size="icon" aria-label={label} className={className ?? ''}>
          <SmilePlus aria-hidden="true" strokeWidth={1.75} />
        </Button>
      }
    >
      <EmojiPane onPick={pick} />
    </Popover>
  )
}
