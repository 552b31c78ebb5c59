/** What the tutor looks like in one tab, and what happens to it. Pure: `tutor-store.ts` decides when. */
import type { Intent } from '@/lib/tutor/ladder'
import { tutorLimits } from '@/lib/tutor/rules'
import type {
  Answer,
  ConversationItem,
  ConversationView,
  QuotaView,
  StudentMessage,
  TutorMessage,
  TutorOpening,
  TutorReadiness,
} from '@/lib/tutor/views'

/** A picture of this tab: nobody keeps it but the tab. */
export type Photo = { blob: Blob; name: string }

/** What is being written for one conversation. */
export type Draft = {
  text: string
  /** "What I tried". */
  attempt: string
  isTrying: boolean
  /** The chip of the task was taken off. */
  isWithoutTask: boolean
}

export const emptyDraft: Draft = { text: '', attempt: '', isTrying: false, isWithoutTask: false }

/** What is asked of the tutor. `taskId` left out: as it was. */
export type Question =
  | {
      kind: 'new'
      message: string
      intent: Intent
      attempt: string
      taskId: string | null
      taskName: string | null
      photo: Photo | null
    }
  | {
      kind: 'edit'
      messageId: string
      message: string
      attempt: string
      taskId?: string | null
      photo: Photo | null
    }
  | { kind: 'again'; answerId: string }

/** A question on its way: what a repeat has to say again word for word. */
export type Sent = { question: Question; conversationId: string | null; clientId: string }

/**
 * An answer that is waited for. `sending`: the server has not said yet that it has the question. `streaming`: words come, by
 * the stream or by asking. `stopping`: Stop was pressed and is on its way.
 */
export type Run = {
  /** Of this tab; what belongs to another one is dropped. */
  id: number
  phase: 'sending' | 'streaming' | 'stopping'
  question: Question | null
  answerId: string | null
}

/** What has to be said beside the box. */
type Notice = { code: string; message: string }

export type TutorState = {
  readiness: TutorReadiness
  quota: QuotaView
  task: { id: string; name: string } | null
  conversations: readonly ConversationItem[]
  hasMore: boolean
  /** What the list is searched for; the newest when empty. */
  search: string
  isSearching: boolean
  /** Null: one that begins with the next question. */
  conversationId: string | null
  messages: readonly TutorMessage[]
  hasEarlier: boolean
  isLoading: boolean
  /** Why the conversation could not be loaded. */
  loadProblem: string | null
  run: Run | null
  notice: Notice | null
  draft: Draft
  photo: Photo | null
  /** The questions whose photo this tab still has. */
  photosHeld: ReadonlySet<string>
  /** The answer that was finished last while this tab watched, to be read out. */
  finished: Answer | null
}

/** The first state. */
export function tutorFrom(opening: TutorOpening): TutorState {
  const { readiness, quota, task, conversations, conversation } = opening
  return {
    readiness,
    quota,
    task,
    conversations,
    hasMore: conversations.length >= tutorLimits.conversationsShown,
    search: '',
    isSearching: false,
    conversationId: conversation?.id ?? null,
    messages: conversation?.messages ?? [],
    hasEarlier: conversation?.hasEarlier ?? false,
    isLoading: false,
    loadProblem: null,
    run: null,
    notice: null,
    draft: emptyDraft,
    photo: null,
    photosHeld: new Set(),
    finished: null,
  }
}

/** Another conversation, or none, in the place of the present one. */
export const withConversation = (
  state: TutorState,
  id: string | null,
  draft: Draft,
  photo: Photo | null,
): TutorState => ({
  ...state,
  conversationId: id,
  messages: [],
  hasEarlier: false,
  isLoading: id !== null,
  loadProblem: null,
  run: null,
  notice: null,
  draft,
  photo,
  finished: null,
})

/** The message in its place; one with the same id is replaced. */
export function withMessage(messages: readonly TutorMessage[], message: TutorMessage): readonly TutorMessage[] {
  const others = messages.filter(({ id }) => id !== message.id)
  return [...others, message].sort((a, b) => a.seq - b.seq)
}

/**
 * The server's newest messages over those that are shown: earlier ones stay, and of an answer that is being written the
 * longer text.
 */
export function withPage(
  shown: readonly TutorMessage[],
  page: ConversationView,
): Pick<TutorState, 'messages' | 'hasEarlier'> {
  const first = page.messages[0]?.seq ?? 0
  const earlier = page.hasEarlier ? shown.filter(({ seq }) => seq < first) : []
  const known = new Map(shown.map((message) => [message.id, message]))
  const messages = page.messages.map((message) => {
    const before = known.get(message.id)
    return isWriting(message) && before && before.body.length > message.body.length
      ? { ...message, body: before.body }
      : message
  })
  return { messages: [...earlier, ...messages], hasEarlier: page.hasEarlier && earlier.length === 0 }
}

/** The question is saved and its answer begun: what it replaces goes. */
export function withStart(
  messages: readonly TutorMessage[],
  question: Question | null,
  start: { question: StudentMessage; answer: Answer; replaces: string | null },
): readonly TutorMessage[] {
  const from = question?.kind === 'edit' ? messages.find(({ id }) => id === question.messageId)?.seq : undefined
  const kept = messages.filter(({ id, seq }) => id !== start.replaces && (from === undefined || seq < from))
  return withMessage(withMessage(kept, start.question), start.answer)
}

/** An answer with more text, or with another end. */
export const withAnswer = (
  messages: readonly TutorMessage[],
  id: string,
  change: (answer: Answer) => Answer,
): readonly TutorMessage[] =>
  messages.map((message) => (message.id === id && message.role === 'tutor' ? change(message) : message))

/** The list with this conversation as the newest. */
export const withItem = (items: readonly ConversationItem[], item: ConversationItem): readonly ConversationItem[] =>
  [item, ...items.filter(({ id }) => id !== item.id)].sort((a, b) => b.updatedAt.localeCompare(a.updatedAt))

export const isWriting = (message: TutorMessage | undefined): message is Answer =>
  message?.role === 'tutor' && message.status === 'streaming'

/** The student's message that an answer is to. */
export function questionOf(messages: readonly TutorMessage[], answerId: string): StudentMessage | null {
  const at = messages.findIndex(({ id }) => id === answerId)
  const found = messages.slice(0, Math.max(0, at)).findLast(({ role }) => role === 'student')
  return found?.role === 'student' ? found : null
}
