'use client'

import type { KeyboardEvent, RefObject } from 'react'
import { cn } from '@/components/ui/cn'
import { isComposing } from '@/components/ui/composing'
import { controlClasses } from '@/components/ui/field'
import { useEnterSends } from '@/components/ui/use-enter-sends'
import { count } from '@/lib/format'
import { cleanMessage, roomLimits } from '@/lib/rooms/rules'
import { countCharacters } from '@/lib/text'
import { MentionList } from './mention-list'
import { type Mentionable, useMentionAutocomplete } from './use-mention-autocomplete'

/** How many characters before the limit the counter appears. */
const warnBefore = 200

/**
 * How many characters may still be written; less than none when it is too long. Counted as the server counts, and near the
 * limit only: each key asks.
 */
export const lengthLeft = (body: string): number =>
  roomLimits.message.max -
  (body.length < roomLimits.message.max - warnBefore ? body.length : countCharacters(cleanMessage(body)))

/**
 * Where the words of a message are written, a new one or one that stands. Offers the names of people; Enter is `onEnter`
 * at a desk and a new line on a phone, whose keyboard has no Shift+Enter; keys of an input method are left to it.
 * Stands in something `relative`, above which the names are offered.
 */
export function MessageBox({
  box,
  people,
  value,
  onWrite,
  onEnter,
  onEscape,
  ...rest
}: {
  box: RefObject<HTMLTextAreaElement | null>
  /** Whom one may name. */
  people: readonly Mentionable[]
  value: string
  onWrite: (text: string) => void
  onEnter: () => void
  onEscape: () => void
  id: string
  readOnly?: boolean
  autoFocus?: boolean
  placeholder?: string
  'aria-label'?: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}) {
  const autocomplete = useMentionAutocomplete(box, people)
  const enterSends = useEnterSends()

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event) || autocomplete.onKeyDown(event)) return
    if (event.key === 'Escape') onEscape()
    if (event.key !== 'Enter' || event.shiftKey || !enterSends) return
    event.preventDefault()
    onEnter()
  }

  return (
    <>
      <MentionList autocomplete={autocomplete} />
      <textarea
        {...rest}
        ref={box}
        dir="auto"
        rows={1}
        value={value}
        enterKeyHint={enterSends ? 'send' : 'enter'}
        onChange={(event) => {
          onWrite(event.target.value)
          autocomplete.updateMatches()
        }}
        onSelect={autocomplete.updateMatches}
        onBlur={autocomplete.close}
        onKeyDown={onKeyDown}
        {...autocomplete.boxProps}
        className={cn(controlClasses, 'field-sizing-content max-h-40 min-h-11 resize-none py-2.5 wrap-anywhere')}
      />
    </>
  )
}

/** The counter, near the limit and beyond it. */
export function LengthNote({ id, left }: { id: string; left: number }) {
  if (left > warnBefore) return null
  return (
    <p id={id} className={cn('text-right text-xs', left < 0 ? 'text-danger' : 'text-ink-faint')}>
      {left < 0 ? `${count(-left, 'character')} too many` : `${count(left, 'character')} left`}
    </p>
  )
}

/** The id of the counter while there is one, for `aria-describedby`. */
export const noteId = (id: string, left: number): string | undefined => (left > warnBefore ? undefined : id)
