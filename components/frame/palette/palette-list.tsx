'use client'

import { useEffect, useRef } from 'react'
import { cn } from '@/components/ui/cn'
import type { PaletteSection } from './match-commands'
import type { PaletteCommand } from './palette-commands'

type ListProps = {
  id: string
  sections: readonly PaletteSection[]
  /** The one that Enter chooses. */
  active: PaletteCommand | undefined
  optionId: (command: PaletteCommand) => string
  /** The pointer moved over a command. */
  onPoint: (command: PaletteCommand) => void
  onChoose: (command: PaletteCommand) => void
}

/** The results under the field, which keeps the focus and has the keys. */
export function PaletteList({ id, sections, ...options }: ListProps) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label="Results"
      className="relative -mx-1 max-h-[min(26rem,48dvh)] scroll-py-2 overflow-y-auto overscroll-contain px-1"
    >
      {sections.map(({ title, commands }) =>
        title === null ? (
          <Options key="found" commands={commands} {...options} />
        ) : (
          // biome-ignore lint/a11y/useSemanticElements: a group of options in a listbox is no fieldset
          <div key={title} role="group" aria-label={title} className="not-first:mt-2">
            <div aria-hidden="true" className="px-3 py-1 text-xs font-medium text-ink-faint">
              {title}
            </div>
            <Options commands={commands} {...options} />
          </div>
        ),
      )}
    </div>
  )
}

function Options({
  commands,
  active,
  ...props
}: Omit<ListProps, 'id' | 'sections'> & { commands: readonly PaletteCommand[] }) {
  return commands.map((command) => (
    <Option key={command.id} command={command} isActive={command.id === active?.id} {...props} />
  ))
}

function Option({
  command,
  isActive,
  optionId,
  onPoint,
  onChoose,
}: Pick<ListProps, 'optionId' | 'onPoint' | 'onChoose'> & { command: PaletteCommand; isActive: boolean }) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isActive) ref.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])
  const { icon: Icon, label, effect } = command
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys belong to the field, which keeps the focus
    <div
      ref={ref}
      id={optionId(command)}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      // A press would take the focus out of the field.
      onPointerDown={(event) => event.preventDefault()}
      onPointerMove={isActive ? undefined : () => onPoint(command)}
      onClick={() => onChoose(command)}
      className={cn(
        'flex min-h-11 cursor-pointer items-center gap-3 rounded-sm px-3 py-1.5 text-ink',
        isActive && 'bg-wash-strong',
      )}
    >
      <Icon
        aria-hidden="true"
        strokeWidth={1.75}
        className={cn('size-5 shrink-0', isActive ? 'text-accent' : 'text-ink-faint')}
      />
      <span className="line-clamp-2 min-w-0 wrap-anywhere">
        {label}
        {effect.type === 'ask-tutor' && effect.draft !== '' ? (
          <>
            : “<bdi>{effect.draft}</bdi>”
          </>
        ) : null}
      </span>
    </div>
  )
}
