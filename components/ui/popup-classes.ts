/** How things that float appear and leave: a short rise from where they were called, a plain fade on the way out. */
export const popupMotion =
  'origin-(--transform-origin) transition-[opacity,transform] duration-150 data-starting-style:scale-96 data-starting-style:opacity-0 data-ending-style:opacity-0'

/** The dim behind what asks for full attention. */
export const backdropClasses =
  'fixed inset-0 z-(--z-overlay) min-h-dvh bg-scrim transition-opacity duration-250 data-starting-style:opacity-0 data-ending-style:opacity-0'

/** The box of a dialog in the middle of the page. */
export const dialogPopupClasses =
  'surface-solid fixed top-1/2 left-1/2 z-(--z-popup) grid max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-md -translate-x-1/2 -translate-y-1/2 gap-5 overflow-y-auto overscroll-contain rounded-xl p-6 transition-[opacity,transform] duration-250 data-starting-style:translate-y-[calc(-50%+0.75rem)] data-starting-style:opacity-0 data-ending-style:opacity-0'
