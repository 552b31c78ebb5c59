/** Marks what lies open over the page without taking it over: keys and stillness go on around it. */
export const toastMark = { 'data-toast': '' }

/** Marks what has to be answered before the page can be used again. */
export const modalMark = { 'data-modal': '' }

/** Whether a dialog, sheet, pane or menu is open. A toast is a dialog to screen readers, but asks for nothing. */
export function isPopupOpen(): boolean {
  return document.querySelector(':is([role="dialog"], [role="alertdialog"]):not([data-toast]), [role="menu"]') !== null
}

/** Whether something is open that the page waits for: what `modalMark` marks, or a menu. */
export function isModalOpen(): boolean {
  return document.querySelector('[data-modal], [role="menu"]') !== null
}
