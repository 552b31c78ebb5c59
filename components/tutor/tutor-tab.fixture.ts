/** A tab with the tutor in it, on a server in memory. */
import { createDrafts } from './tutor-drafts'
import { createFakePage, createFakeStorage, createFakeTutor, settled } from './tutor-server.fixture'
import type { Question } from './tutor-state'
import { createTutorStore } from './tutor-store'

/** A question about nothing in particular. */
export const question = (message: string, more: Partial<Extract<Question, { kind: 'new' }>> = {}): Question => ({
  kind: 'new',
  message,
  intent: 'ask',
  attempt: '',
  taskId: null,
  taskName: null,
  photo: null,
  ...more,
})

export function openTab(
  tutor = createFakeTutor(),
  opening = tutor.opening(),
  storage = createFakeStorage(),
  person = 'ada',
) {
  const page = createFakePage()
  const drafts = createDrafts(person, () => storage)
  const store = createTutorStore(opening, { server: tutor.server, timing: page.timing, drafts })
  store.start()
  const bodies = () => store.get().messages.map(({ body }) => body)
  return { tutor, page, store, storage, bodies, phase: () => store.get().run?.phase ?? 'idle' }
}

/** A tab in which the first question is being answered. */
export async function asked(message = 'Why?') {
  const tab = openTab()
  void tab.store.ask(question(message))
  await settled()
  tab.tutor.accept()
  await settled()
  return tab
}
