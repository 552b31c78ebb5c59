'use client'

import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'
import { cn } from './cn'

export type Tab = { value: string; label: ReactNode; content: ReactNode }

/** A few views of one thing, one at a time. For places with their own address use links instead. */
export function Tabs({
  label,
  tabs,
  defaultValue,
  value,
  onValueChange,
  className,
}: {
  /** Names the list of tabs for screen readers. */
  label: string
  tabs: readonly Tab[]
  defaultValue?: string
  value?: string
  onValueChange?: (value: string) => void
  className?: string
}) {
  return (
    <Base.Root
      value={value}
      defaultValue={defaultValue ?? tabs[0]?.value}
      onValueChange={(next) => onValueChange?.(String(next))}
      className={cn('grid min-w-0 gap-4', className)}
    >
      <Base.List aria-label={label} className="relative flex gap-1 overflow-x-auto border-b border-glass-line">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className="relative min-h-11 shrink-0 rounded-t-sm px-3.5 text-base font-medium text-ink-faint transition-colors after:absolute after:inset-x-3 after:bottom-0 after:h-0.5 after:rounded-full hover:text-ink focus-visible:-outline-offset-2 data-active:text-ink data-active:after:bg-accent"
          >
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className="min-w-0 rounded-sm">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  )
}
