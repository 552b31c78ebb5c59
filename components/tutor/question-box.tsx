'use client'

import type { ComponentProps, KeyboardEvent, Ref } from 'react'
import { cn } from '@/components/ui/cn'
import { isComposing } from '@/components/ui/composing'
import { controlClasses } from '@/components/ui/field'
import { useEnterSends } from '@/components/ui/use-enter-sends'
import { count } from '@/lib/format'
import { charactersLeft } from './draft-question'

/**
 * Where words for the tutor are written. Enter is `onEnter` at a desk and a new line on a phone; keys of an input method are
 * left to it. Nameless: what is written is kept elsewhere, so a drawer may close over it.
 */
export function QuestionBox({
  onEnter,
  onEscape,
  className,
  ...props
}: Omit<ComponentProps<'textarea'>, 'name'> & {
  ref?: Ref<HTMLTextAreaElement>
  onEnter: () => void
  onEscape?: () => void
}) {
  const enterSends = useEnterSends()

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event)) return
    if (event.key === 'Escape' && onEscape) {
      event.stopPropagation()
      onEscape()
    }
    if (event.key !== 'Enter' || event.shiftKey || !enterSends) return
    event.preventDefault()
    onEnter()
  }

  return (
    <textarea
      rows={1}
      dir="auto"
      {...props}
      enterKeyHint={enterSends ? 'send' : 'enter'}
      onKeyDown={onKeyDown}
      className={cn(controlClasses, 'field-sizing-content min-h-11 resize-none py-2.5 wrap-anywhere', className)}
    />
  )
}

/** The counter, near the limit and beyond it. */
export function LengthNote({ id, text, max }: { id: string; text: string; max: number }) {
  const left = charactersLeft(text, max)
  if (left === null) return null
  return (
    <p id={id} className={cn('text-right text-xs', left < 0 ? 'text-danger' : 'text-ink-faint')}>
      {left < 0 ? `${count(-left, 'character')} too many` : `${count(left, 'character')} left`}
    </p>
  )
}
