/** Study preferences in one tab: apply at once, travel to the server a moment later, several changes in one go. */
import { type Failure, failureOf } from '@/components/actions/failures'
import { createStore, type Store } from '@/components/ui/store'
import type { ActionResult } from '@/lib/form-state'
import type { StudyPreferences } from '@/lib/study/preferences/queries'

export type PreferenceStore = Pick<Store<StudyPreferences>, 'get' | 'subscribe'> & {
  change(change: Partial<StudyPreferences>): void
  /** The server's answer, for what is not being changed here right now. */
  replace(preferences: StudyPreferences): void
  /** Sends what is waiting, now: the page is about to be hidden. */
  flush(): Promise<void>
  /** Has everything chosen here arrived at the server? */
  isSaved(): boolean
}

/** A slider is moved in many small steps: they travel as one. */
const gatherMs = 400

export function createPreferenceStore(
  initial: StudyPreferences,
  save: (change: Partial<StudyPreferences>) => Promise<ActionResult<StudyPreferences>>,
  onFailure: (failure: Failure, retry: () => void) => void,
): PreferenceStore {
  const store = createStore(initial)
  let waiting: Partial<StudyPreferences> = {}
  let isSending = false
  let timeout: ReturnType<typeof setTimeout> | undefined

  async function flush() {
    clearTimeout(timeout)
    if (isSending || Object.keys(waiting).length === 0) return
    const sent = waiting
    waiting = {}
    isSending = true
    const result = await save(sent).catch(failureOf)
    isSending = false
    if (!result.ok) {
      // What was chosen stays as it is here, and travels with the next change or try.
      waiting = { ...sent, ...waiting }
      onFailure(result, flush)
      return
    }
    if (Object.keys(waiting).length > 0) await flush()
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    change(change) {
      store.set({ ...store.get(), ...change })
      waiting = { ...waiting, ...change }
      clearTimeout(timeout)
      timeout = setTimeout(flush, gatherMs)
    },
    replace(preferences) {
      if (!isSending) store.set({ ...preferences, ...waiting })
    },
    flush,
    isSaved: () => !isSending && Object.keys(waiting).length === 0,
  }
}
