/** When a conversation follows its end, and when it leaves its reader alone. Pure. */

/** What is read of a box that scrolls, in pixels. */
export type ScrollPlace = { scrollTop: number; scrollHeight: number; clientHeight: number }

/** Closer to the end than this is there: zoomed pages have halves of pixels. */
const atEndPx = 2

export const isAtEnd = ({ scrollTop, scrollHeight, clientHeight }: ScrollPlace): boolean =>
  scrollHeight - clientHeight - scrollTop <= atEndPx

/** Can the reader go up from here? If not, a turn of the wheel says nothing. */
export const canScrollUp = ({ scrollTop }: ScrollPlace): boolean => scrollTop > 0

/**
 * Is the end followed after the box has moved? Any move upwards ends it, however short; a move down to the end begins it.
 * A box that lost words from its end is moved up by the browser, and stays at the end.
 * @param lastTop where it was before, also when the move was ours
 */
export function followsAfterMove(isAttached: boolean, lastTop: number, place: ScrollPlace): boolean {
  if (place.scrollTop < lastTop) return isAttached && isAtEnd(place)
  return isAttached || (place.scrollTop > lastTop && isAtEnd(place))
}

const upKeys = new Set(['ArrowUp', 'PageUp', 'Home'])

/** Does a key move the box upwards? In a field it moves the caret instead. */
export function isUpKey(event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'target'>): boolean {
  const target = event.target as Partial<HTMLElement> | null
  const isField = /^(?:INPUT|TEXTAREA|SELECT)$/.test(target?.tagName ?? '') || target?.isContentEditable === true
  return !isField && (upKeys.has(event.key) || (event.key === ' ' && event.shiftKey))
}
