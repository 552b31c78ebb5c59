import { type Failure, failureOf } from '@/components/actions/failures'
import { createStore, type Store } from '@/components/ui/store'
import { coalesce } from '@/lib/coalesce'
import type { TutorEvents } from '@/lib/tutor/events'
import type { Intent } from '@/lib/tutor/ladder'
import type { AnswerEvents, ConversationView, TutorOpening } from '@/lib/tutor/views'
import { createRuns } from './answer-runs'
import { createConversationList } from './conversation-list-store'
import type { PageTiming } from './page-timing'
import type { Drafts } from './tutor-drafts'
import type { TutorServer } from './tutor-server'
import {
  isWriting,
  type Question,
  questionOf,
  type Sent,
  type TutorState,
  tutorFrom,
  withConversation,
  withPage,
} from './tutor-state'
import { createWriting } from './tutor-writing'

type Deps = { server: TutorServer; timing: PageTiming; drafts: Drafts }

/** The conversation was deleted, here or on another device. */
const gone = { code: 'not-found', message: 'This conversation was deleted.' }

/** The tutor of one tab: React only subscribes. */
export function createTutorStore(opening: TutorOpening, { server, timing, drafts }: Deps) {
  const store: Store<TutorState> = createStore(tutorFrom(opening))
  let visit = 0

  const update = (change: (state: TutorState) => Partial<TutorState>) =>
    store.set({ ...store.get(), ...change(store.get()) })
  const isShown = (id: string | null) => store.get().conversationId === id

  const runs = createRuns({ store, server, timing, onStart, onEnd, refresh: () => void refresh() })
  const list = createConversationList(store, server, { onRemoved: leave })
  const writing = createWriting(store, drafts)

  function onStart(sent: Sent, { question, conversation, quota }: AnswerEvents['start']) {
    list.note(conversation)
    update(() => ({ quota }))
    writing.accepted(sent, question.id, conversation.id)
  }

  function onEnd({ conversation, quota }: AnswerEvents['end']) {
    list.note(conversation)
    update(() => ({ quota }))
  }

  /** Asks; answers why not, or null once the server has the question. Does nothing while an answer is under way. */
  async function ask(question: Question): Promise<Failure | null> {
    if (runs.isBusy()) return busy
    const sent = writing.send(question)
    const failure = await runs.ask(sent)
    if (failure && !failure.isOffline) writing.noteRefusal(sent.conversationId)
    if (!failure || !isShown(sent.conversationId)) return failure
    if (failure.code === 'conflict') void refresh()
    const { code, message } = failure
    if (question.kind !== 'edit') update(() => ({ notice: { code, message }, ...readinessAfter(failure) }))
    return failure
  }

  /** One of the buttons below an answer. The words in the box stay. */
  const askFor = (intent: Intent, message: string) => {
    const { task, draft } = store.get()
    const chosen = draft.isWithoutTask ? null : task
    const about = { taskId: chosen?.id ?? null, taskName: chosen?.name ?? null }
    return ask({ kind: 'new', intent, message, attempt: '', photo: null, ...about })
  }

  /** Asks in other words; a photo that this tab still has goes along again. */
  async function askInstead(messageId: string, message: string): Promise<Failure | null> {
    const before = store.get().messages.find(({ id }) => id === messageId)
    const attempt = before?.role === 'student' ? before.attempt : ''
    return ask({ kind: 'edit', messageId, message, attempt, photo: writing.photoOf(messageId) })
  }

  /** Asks for a failed answer once more; a photo that this tab still has goes along again. */
  function tryAgain(answerId: string): void {
    const question = questionOf(store.get().messages, answerId)
    if (!question) return
    if (!question.hasPhoto) return void ask({ kind: 'again', answerId })
    if (writing.photoOf(question.id)) return void askInstead(question.id, question.body)
    writing.takeBack(question)
  }

  function show(conversation: ConversationView): void {
    update(({ messages }) => ({ ...withPage(messages, asStopped(conversation)), isLoading: false, loadProblem: null }))
    goOn()
  }

  /** What was stopped here is stopped, though the server may need a moment. */
  const asStopped = (conversation: ConversationView): ConversationView => ({
    ...conversation,
    messages: conversation.messages.map((message) =>
      isWriting(message) && runs.wasStopped(message.id) ? { ...message, status: 'stopped' } : message,
    ),
  })

  /** Shows another conversation, or begins one (null). An answer under way goes on without us. */
  async function open(id: string | null): Promise<void> {
    runs.detach()
    const { draft, photo } = writing.turnTo(id)
    store.set(withConversation(store.get(), id, draft, photo))
    visit++
    if (id !== null) await load(id)
  }

  async function load(id: string): Promise<void> {
    const asked = visit
    update(() => ({ isLoading: true, loadProblem: null }))
    try {
      const conversation = await server.conversation(id)
      if (asked === visit) show(conversation)
    } catch (error) {
      if (asked !== visit) return
      const { code, message } = failureOf(error)
      if (code === 'not-found') leave(id)
      else update(({ messages }) => ({ isLoading: false, loadProblem: messages.length > 0 ? null : message }))
    }
  }

  /** This conversation is no more. */
  function leave(id: string): void {
    list.drop(id)
    writing.clear(id)
    if (!isShown(id)) return
    void open(null)
    update(() => ({ notice: gone }))
  }

  /** Asks again for what is shown, unless this tab hears it itself. */
  const refresh = coalesce(async () => {
    const { conversationId } = store.get()
    if (conversationId && !runs.isStreaming()) await load(conversationId)
  })

  /** @throws what `callServer` throws */
  async function loadEarlier(): Promise<void> {
    const { conversationId, messages } = store.get()
    const before = messages[0]?.seq
    if (!conversationId || before === undefined) return
    const page = await server.conversation(conversationId, before)
    if (!isShown(conversationId)) return
    update(({ messages: now }) => ({
      messages: [...page.messages.filter(({ seq }) => seq < before), ...now],
      hasEarlier: page.hasEarlier,
    }))
  }

  /** Asks again for all that is shown: something may have been missed. */
  function reload(): void {
    void list.refreshList()
    void refresh()
  }

  /** Empties the conversation that is shown; answers what failed, or null. */
  async function clear(): Promise<Failure | null> {
    const { conversationId } = store.get()
    if (!conversationId) return null
    const result = await server.clear(conversationId)
    if (!result.ok) return result
    if (!isShown(conversationId)) return null
    runs.detach()
    visit++
    update(() => ({ messages: [], hasEarlier: false, isLoading: false, notice: null }))
    return null
  }

  /** Something changed on another screen of this person. */
  function hear({ conversationId, isGone }: TutorEvents['tutor.changed']): void {
    if (isGone) leave(conversationId)
    else if (!isShown(conversationId)) void list.refreshList()
    else if (!runs.isStreaming()) reload()
  }

  /** In the browser: finds what was being written, and goes on with an answer that is being written. */
  function start(): void {
    writing.start()
    goOn()
  }

  function goOn(): void {
    const last = store.get().messages.at(-1)
    if (isWriting(last)) runs.resume(last)
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    start,
    ...list,
    write: writing.write,
    setPhoto: writing.setPhoto,
    ask,
    askFor,
    askInstead,
    tryAgain,
    hasPhotoOf: (questionId: string) => writing.photoOf(questionId) !== null,
    stop: runs.stop,
    open,
    reload,
    loadEarlier,
    clear,
    hear,
    /** The page is back in view, or the network is. */
    check: runs.check,
    /** Lets go of everything that goes on; the server goes on alone. */
    close: runs.detach,
  }
}

export type TutorStore = ReturnType<typeof createTutorStore>

const busy: Failure = { ok: false, code: 'conflict', message: 'The tutor is still answering.', fields: {} }
/** A refusal may say more of the tutor than the page knew. */
function readinessAfter({ code, message }: Failure): Partial<TutorState> {
  if ((code as string) !== 'not-configured') return {}
  return { readiness: message.startsWith('Initialization failed') ? 'broken' : 'no-key' }
}
