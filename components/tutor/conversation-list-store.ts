import { type Failure, failureOf } from '@/components/actions/failures'
import type { Store } from '@/components/ui/store'
import type { ConversationItem } from '@/lib/tutor/views'
import type { TutorServer } from './tutor-server'
import { type TutorState, withItem } from './tutor-state'

/** The conversations of one tab: newest first, or those that were searched for. */
export function createConversationList(
  store: Store<TutorState>,
  server: TutorServer,
  { onRemoved }: { onRemoved: (id: string) => void },
) {
  let latest = 0
  const update = (change: (state: TutorState) => Partial<TutorState>) =>
    store.set({ ...store.get(), ...change(store.get()) })

  /** A conversation said something new. A list that was searched for takes no strangers in. */
  function note(item: ConversationItem): void {
    update(({ conversations, search }) =>
      search === '' || conversations.some(({ id }) => id === item.id)
        ? { conversations: withItem(conversations, item) }
        : {},
    )
  }

  const drop = (id: string) =>
    update(({ conversations }) => ({ conversations: conversations.filter((item) => item.id !== id) }))

  /** The list for these words; an answer that was overtaken by other words is dropped. Answers what failed, or null. */
  async function search(words: string): Promise<Failure | null> {
    const asked = ++latest
    update(() => ({ search: words, isSearching: true }))
    try {
      const { conversations, hasMore } = await server.conversations({ q: words })
      if (asked === latest) update(() => ({ conversations, hasMore, isSearching: false }))
      return null
    } catch (error) {
      if (asked === latest) update(() => ({ isSearching: false }))
      return failureOf(error)
    }
  }

  const refreshList = () => search(store.get().search)

  /** Those before the last one that is listed. Answers what failed, or null. */
  async function loadMore(): Promise<Failure | null> {
    const { conversations: shown, search: q } = store.get()
    const [asked, before] = [latest, shown.at(-1)?.updatedAt]
    try {
      const page = await server.conversations({ q, ...(before && { before }) })
      if (asked !== latest) return null
      const known = new Set(store.get().conversations.map(({ id }) => id))
      const more = page.conversations.filter(({ id }) => !known.has(id))
      update(({ conversations }) => ({ conversations: [...conversations, ...more], hasMore: page.hasMore }))
      return null
    } catch (error) {
      return failureOf(error)
    }
  }

  /** Answers what failed, or null. */
  async function rename(id: string, title: string): Promise<Failure | null> {
    const result = await server.rename(id, title)
    if (!result.ok) return result
    update(({ conversations }) => ({
      conversations: conversations.map((item) => (item.id === id ? { ...item, title } : item)),
    }))
    return null
  }

  /** Answers what failed, or null. */
  async function remove(id: string): Promise<Failure | null> {
    const result = await server.remove(id)
    if (!result.ok) return result
    onRemoved(id)
    return null
  }

  return { note, drop, search, refreshList, loadMore, rename, remove }
}
