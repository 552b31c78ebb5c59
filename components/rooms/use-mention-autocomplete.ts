'use client'

import { type KeyboardEvent, type RefObject, useId, useState } from 'react'
import { isComposing } from '@/components/ui/composing'
import { insertText } from '@/components/ui/insert-text'
import { type MentionDraft, matchMentions, mentionAt, mentionEdit } from '@/lib/rooms/messages/text'

/** As many names as can be looked over at a glance. */
const maxMatches = 6

export type Mentionable = { id: string; username: string; avatarUrl: string | null }

/**
 * Offers the people at the table while a name is being written: a list of options beside a text box, which keeps the
 * focus (the combobox pattern). Arrows choose, Enter and Tab take, Escape closes; until the next letter it stays closed.
 */
export function useMentionAutocomplete(box: RefObject<HTMLTextAreaElement | null>, people: readonly Mentionable[]) {
  const listId = useId()
  const [draft, setDraft] = useState<MentionDraft | null>(null)
  const [chosen, setChosen] = useState(0)
  const matches = draft ? matchMentions(people, draft.typed, maxMatches) : []
  const isOpen = matches.length > 0
  const at = Math.min(chosen, matches.length - 1)

  /** To be told of each change of the text and each move of the caret. */
  function updateMatches() {
    const { value, selectionStart, selectionEnd } = box.current ?? { value: '', selectionStart: 0, selectionEnd: 0 }
    const next = selectionStart === selectionEnd ? mentionAt(value, selectionStart) : null
    if (next?.from !== draft?.from || next?.typed !== draft?.typed) setChosen(0)
    setDraft(next)
  }

  function select(person: Mentionable) {
    const area = box.current
    if (!area || !draft) return
    const { from, to, text } = mentionEdit(area.value, draft, person.username)
    insertText(area, text, { from, to })
    setDraft(null)
  }

  /** Answers whether the key was meant for the list. */
  function onKeyDown(event: KeyboardEvent): boolean {
    if (!isOpen || isComposing(event)) return false
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const person = matches[at]
    if (step) setChosen((at + step + matches.length) % matches.length)
    else if (event.key === 'Escape') setDraft(null)
    else if (person && (event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) select(person)
    else return false
    event.preventDefault()
    return true
  }

  const optionId = (person: Mentionable) => `${listId}-${person.id}`
  const current = isOpen ? matches[at] : undefined
  return {
    matches,
    current,
    listId,
    optionId,
    updateMatches,
    select,
    close: () => setDraft(null),
    onKeyDown,
    /**
     * For the text box while the list is open: a combobox in all but the role, which a box of several lines may not have
     * (ARIA in HTML).
     */
    boxProps: current
      ? ({
          'aria-haspopup': 'listbox',
          'aria-autocomplete': 'list',
          'aria-controls': listId,
          'aria-activedescendant': optionId(current),
        } as const)
      : {},
  }
}
