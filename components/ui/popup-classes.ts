/** How things that float appear and leave: a short rise from where they were called, a plain fade on the way out. */
export const popupMotion =
  'origin-(--transform-origin) transition-[opacity,transform] duration-150 data-starting-style:scale-96 data-starting-style:opacity-0 data-ending-style:opacity-0'

/** The dim behind what asks for full attention. */
export const backdropClasses =
  'fixed inset-0 z-(--z-overlay) min-h-dvh bg-scrim transition-opacity duration-250 data-starting-style:opacity-0 data-ending-style:opacity-0'
