import { type Draft, emptyDraft } from './tutor-state'

/** A question whose fate is unknown: asked again with the same id it is not asked twice. */
export type LostQuestion = { clientId: string; fingerprint: string }

/** What is kept of one conversation in this tab: a reload must not lose it. */
export type Kept = { draft: Draft; lost: LostQuestion | null }

const prefix = 'tutor:'
const nothing: Kept = { draft: emptyDraft, lost: null }

/** Where the words of one person lie, under their id: somebody else may log in here next. */
export function createDrafts(personId: string, storage: () => Storage = () => sessionStorage) {
  const keyOf = (conversationId: string | null) => `${prefix}${personId}:${conversationId ?? 'new'}`
  return {
    read(conversationId: string | null): Kept {
      try {
        return keptFrom(JSON.parse(storage().getItem(keyOf(conversationId)) ?? 'null'))
      } catch {
        // Switched off, or not ours: then a reload forgets, as it would without us.
        return nothing
      }
    },
    write(conversationId: string | null, { draft, lost }: Kept): void {
      try {
        if (draft.text || draft.attempt || draft.isWithoutTask || lost)
          storage().setItem(keyOf(conversationId), JSON.stringify({ ...draft, lost }))
        else storage().removeItem(keyOf(conversationId))
      } catch {
        // Full or switched off: the words are still on the screen.
      }
    },
    /** Clears what others wrote who used this tab before. */
    clearOthers(): void {
      try {
        for (const key of Object.keys(storage()))
          if (key.startsWith(prefix) && !key.startsWith(`${prefix}${personId}:`)) storage().removeItem(key)
      } catch {
        // Switched off: there is nothing to clear.
      }
    },
  }
}

export type Drafts = ReturnType<typeof createDrafts>

function keptFrom(stored: unknown): Kept {
  if (typeof stored !== 'object' || stored === null) return nothing
  const { text, attempt, isTrying, isWithoutTask, lost } = stored as Partial<Draft & { lost: LostQuestion | null }>
  const draft = {
    text: typeof text === 'string' ? text : '',
    attempt: typeof attempt === 'string' ? attempt : '',
    isTrying: isTrying === true,
    isWithoutTask: isWithoutTask === true,
  }
  const isLost = typeof lost?.clientId === 'string' && typeof lost.fingerprint === 'string'
  return { draft, lost: isLost ? (lost ?? null) : null }
}
