/** What a form says, as one string: two are equal when nobody would lose anything by taking the one for the other. */
export function contentOf(form: FormData): string {
  return JSON.stringify(
    [...form].map(([name, value]) => [
      name,
      typeof value === 'string' ? value : [value.name, value.size, value.lastModified],
    ]),
  )
}

export type FormWatch = {
  /** Does a form say something else now than when it came? */
  isChanged(): boolean
  stop(): void
}

/**
 * Remembers what the forms in `root` say: now, and those that come later when somebody first turns to them. Whatever a
 * form was drawn with counts as unchanged, and what was typed counts as changed until its form is gone, also after the
 * server sent it back.
 */
export function watchForms(root: HTMLElement): FormWatch {
  const before = new WeakMap<HTMLFormElement, string>()
  const note = () => {
    for (const form of root.querySelectorAll('form'))
      if (!before.has(form)) before.set(form, contentOf(new FormData(form)))
  }
  note()
  // Not every browser moves the focus to a box that is pressed, and not everybody presses.
  for (const turn of turns) root.addEventListener(turn, note, true)
  return {
    isChanged: () =>
      [...root.querySelectorAll('form')].some((form) => {
        const content = before.get(form)
        return content !== undefined && content !== contentOf(new FormData(form))
      }),
    stop() {
      for (const turn of turns) root.removeEventListener(turn, note, true)
    },
  }
}

const turns = ['focusin', 'pointerdown'] as const
