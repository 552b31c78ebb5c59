'use client'

/**
 * Writes into a text box as its owner would have: at the caret or over the selection (or between `from` and `to`), with
 * the caret behind it, heard by React, and taken back with Ctrl+Z. `execCommand` is deprecated and has no successor: no
 * other edit by code enters the browser's history. Where it does nothing the text arrives all the same.
 */
export function insertText(
  box: HTMLTextAreaElement | HTMLInputElement,
  text: string,
  { from = box.selectionStart ?? box.value.length, to = box.selectionEnd ?? from }: { from?: number; to?: number } = {},
): void {
  box.focus()
  box.setSelectionRange(from, to)
  if (document.execCommand?.('insertText', false, text)) return
  box.setRangeText(text, from, to, 'end')
  box.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }))
}
