'use client'

import { useRef } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { PaletteSearch } from './palette-search'

/** Everything one can go to or do from anywhere, by typing a part of its name. Near the top: phones write below it. */
export default function CommandPalette({
  isOpen,
  onOpenChange,
}: {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}) {
  const fieldRef = useRef<HTMLInputElement>(null)
  return (
    <Dialog
      title="Search or jump to"
      open={isOpen}
      onOpenChange={onOpenChange}
      initialFocus={fieldRef}
      className="top-4 max-w-lg translate-y-0 gap-3 p-4 data-starting-style:translate-y-3 sm:top-[min(10dvh,6rem)] sm:p-5"
    >
      <PaletteSearch fieldRef={fieldRef} />
    </Dialog>
  )
}
