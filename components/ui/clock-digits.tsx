import type { Ref } from 'react'
import { cn } from './cn'

/** `mmm:ss` at most; the places in front stay empty and take no room. */
const places = 6

/** Spreads a time over the places, from the right. */
function spread(text: string): string[] {
  return Array.from(text.padStart(places, ' ').slice(-places), (char) => char.trim())
}

/**
 * A time in big numerals that do not jitter: every digit stands in a cell of its own, because the display serif has no
 * tabular figures. To change it every second without rendering, give `ref` and call `writeClock`.
 */
export function ClockDigits({
  text,
  ref,
  className,
}: {
  text: string
  ref?: Ref<HTMLParagraphElement>
  className?: string
}) {
  return (
    <p ref={ref} role="timer" aria-label={text} className={cn('numerals flex justify-center', className)}>
      {spread(text).map((char, place) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a place is its index
          key={place}
          className={cn('block text-center empty:hidden', place === places - 3 ? 'w-[0.26em]' : 'w-[0.575em]')}
        >
          {char}
        </span>
      ))}
    </p>
  )
}

/** Writes a time into a `ClockDigits` element; touches only the digits that differ. */
export function writeClock(element: HTMLElement | null, text: string): void {
  if (!element || element.ariaLabel === text) return
  element.ariaLabel = text
  spread(text).forEach((char, place) => {
    const cell = element.children[place]
    if (cell && cell.textContent !== char) cell.textContent = char
  })
}
