/** The tab's title: the page's own, or a countdown in its place. */

/** `24:59 · Focus · VirtualCafe`: what a tab says while a timer runs. */
export const countdownTitle = (clock: string, phase: string): string => `${clock} · ${phase} · VirtualCafe`

/**
 * Puts words in place of the page's own title. `show(null)` puts the title back that stood there before: it is read when
 * the first words come, for a page may get its title late.
 */
export function createTabTitle(page: { title: string }) {
  let own: string | null = null
  return {
    show(words: string | null): void {
      if (words !== null) {
        own ??= page.title
        page.title = words
        return
      }
      if (own !== null) page.title = own
      own = null
    },
  }
}
