/** What the walk needs of a browser engine: the little that classic WebDriver and WebDriver BiDi both give. */

/** Something on the page, as a person would name it. */
export type Target = { kind: 'button' | 'link' | 'field'; name: string }

/** One browser window: a person of their own, with cookies of their own. */
export type Screen = {
  goTo(url: string): Promise<void>
  /** Runs a self-contained function in the page; arguments and answer are JSON. */
  run<Args extends unknown[], Result>(script: (...args: Args) => Result, ...args: Args): Promise<Result>
  /** Presses it with the mouse; answers false while it cannot be pressed (not there, covered, moving). */
  press(target: Target): Promise<boolean>
  /** Types at the end of a field, a letter after the other. A `\n` is the Enter key. */
  type(target: Target, text: string): Promise<boolean>
  setCookie(cookie: { name: string; value: string }): Promise<void>
  /** A PNG of what is seen. */
  screenshot(): Promise<Uint8Array>
  /** Errors that the page's console or an uncaught exception reported; empty where the engine does not tell. */
  readonly problems: string[]
  close(): Promise<void>
}

export type Engine = {
  name: string
  newScreen(): Promise<Screen>
  close(): Promise<void>
}

/**
 * Runs in the page: the element, or null while nobody could use it: hidden, covered, or drawn by the server and not
 * yet alive. `data-walked-at` is where it stands, so that the caller sees whether it still moves.
 */
export function findTarget({ kind, name }: Target): { element: Element; place: string } | null {
  const squeeze = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim()
  const nameOf = (element: Element) => squeeze(element.getAttribute('aria-label') ?? element.textContent)
  const selectors = { button: 'button, [role="button"], [role="menuitem"]', link: 'a[href]', field: 'label' }
  const named = [...document.querySelectorAll(selectors[kind])].filter((element) => nameOf(element) === name)
  const found =
    kind === 'field'
      ? [
          ...named.map((label) => (label as HTMLLabelElement).control),
          ...document.querySelectorAll(`:is(input, textarea, select)[aria-label="${name}"]`),
        ]
      : named
  for (const element of found) {
    if (!element || element.closest('[inert], [aria-hidden="true"]')) continue
    // React's mark on what it has brought to life: before, a press could be lost.
    if (!Object.keys(element).some((key) => key.startsWith('__reactProps'))) continue
    element.scrollIntoView({ block: 'center', behavior: 'instant' })
    const { left, top, width, height } = element.getBoundingClientRect()
    const hit = document.elementFromPoint(left + width / 2, top + height / 2)
    const isOnTop = hit !== null && (element.contains(hit) || hit.contains(element))
    if (width > 0 && isOnTop) return { element, place: [left, top, width, height].join() }
  }
  return null
}
