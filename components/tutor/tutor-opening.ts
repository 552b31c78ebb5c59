import { createStore } from '@/components/ui/store'

/** Whether the drawer of the tutor is open; kept here, for it is opened from several places of the frame. */
export const isTutorOpen = createStore(false)

/**
 * What is to stand in the tutor's composer, written elsewhere: in the drawer that opens, or on the tutor's own page. The
 * composer takes it with `takeTutorDraft` and has the focus then, also when it is empty. Null: nothing is waiting.
 */
export const tutorDraft = createStore<string | null>(null)

/** Opens the drawer. @param draft the question as far as it is written */
export function openTutor(draft = ''): void {
  tutorDraft.set(draft)
  isTutorOpen.set(true)
}

/** The draft that is waiting, once: whoever asks next gets null. */
export function takeTutorDraft(): string | null {
  const draft = tutorDraft.get()
  tutorDraft.set(null)
  return draft
}

/** Whoever comes next to this page begins with nothing. */
export function resetTutorOpening(): void {
  isTutorOpen.set(false)
  tutorDraft.set(null)
}
