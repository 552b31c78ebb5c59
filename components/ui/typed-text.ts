import { isPopupOpen } from './popup-open'

/** Marks words that were typed and are shown as such, but stand in no field any more: they could not be saved. */
export const unsavedMark = { 'data-unsaved': '' }

const textFields = 'textarea, input:is(:not([type]), [type=text], [type=search], [type=email], [type=url], [type=tel])'

/** Does the page hold words that only it knows, or is something open in which somebody may be at work? */
export function hasTypedText(): boolean {
  if (isPopupOpen() || document.querySelector('[data-unsaved]')) return true
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(textFields)
  return [...fields].some(({ value, readOnly }) => value !== '' && !readOnly)
}
