import { createStore } from '@/components/ui/store'

/** Whether the command palette is open; kept here, for it is opened by key and from the user menu. */
export const isPaletteOpen = createStore(false)

/** What is typed into it: kept apart from its field, which may come later than the first letter. */
export const paletteText = createStore('')

export function openPalette(): void {
  paletteText.set('')
  isPaletteOpen.set(true)
}

export function closePalette(): void {
  isPaletteOpen.set(false)
}
