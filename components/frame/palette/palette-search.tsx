'use client'

import { type KeyboardEvent, type RefObject, useId, useState } from 'react'
import { isComposing } from '@/components/ui/composing'
import { TextField } from '@/components/ui/field'
import { useStore } from '@/components/ui/store'
import { tutorLimits } from '@/lib/tutor/rules'
import { sectionsFor } from './match-commands'
import type { PaletteCommand } from './palette-commands'
import { PaletteList } from './palette-list'
import { closePalette, paletteText } from './palette-opening'
import { useRunCommand } from './use-run-command'

/** Which result comes after a key; null for a key that moves nothing. */
function nextIndex(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count
    case 'ArrowUp':
      return (at - 1 + count) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}

/** The field and its results: a combobox whose list is always open. The focus stays in the field. */
export function PaletteSearch({ fieldRef }: { fieldRef: RefObject<HTMLInputElement | null> }) {
  const listId = useId()
  const text = useStore(paletteText)
  const [at, setAt] = useState(0)
  const run = useRunCommand()
  const sections = sectionsFor(text)
  const commands = sections.flatMap((section) => section.commands)
  const active = commands[at]
  const optionId = ({ id }: PaletteCommand) => `${listId}-${id}`

  function choose({ effect }: PaletteCommand) {
    closePalette()
    run(effect)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const next = nextIndex(event.key, at, commands.length)
    if (next !== null) setAt(next)
    else if (event.key === 'Enter' && active) choose(active)
    else return
    event.preventDefault()
  }

  return (
    <>
      <TextField
        ref={fieldRef}
        label="Search or jump to"
        isLabelHidden
        role="combobox"
        aria-expanded
        aria-autocomplete="list"
        aria-controls={listId}
        aria-activedescendant={active && optionId(active)}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        enterKeyHint="go"
        maxLength={tutorLimits.message}
        placeholder="A page, something to do, a question"
        value={text}
        onChange={(event) => {
          paletteText.set(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <p role="status" className="sr-only">
        {text.trim() === '' ? '' : `${commands.length} ${commands.length === 1 ? 'result' : 'results'}`}
      </p>
      <PaletteList
        id={listId}
        sections={sections}
        active={active}
        optionId={optionId}
        onPoint={(command) => setAt(commands.indexOf(command))}
        onChoose={choose}
      />
    </>
  )
}
