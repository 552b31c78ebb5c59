import { v4 } from 'uuid'
import type { Store } from '@/components/ui/store'
import type { Drafts, LostQuestion } from './tutor-drafts'
import { type Draft, emptyDraft, type Photo, type Question, type Sent, type TutorState } from './tutor-state'

/** What is said when a photo would have to go along that this tab does not have. */
const photoGone = { code: 'photo', message: 'Add the photo again: it was not kept.' }

/** What is being written in one tab: a draft and a photo for each conversation, and the id under which a question travels. */
export function createWriting(store: Store<TutorState>, drafts: Drafts) {
  const photos = new Map<string | null, Photo>()
  /** Of questions that were asked: nobody but this tab has them. */
  const sentPhotos = new Map<string, Photo>()
  let lost: LostQuestion | null = null

  const update = (change: (state: TutorState) => Partial<TutorState>) =>
    store.set({ ...store.get(), ...change(store.get()) })
  const isShown = (id: string | null) => store.get().conversationId === id

  function write(change: Partial<Draft>): void {
    update(({ draft, notice }) => ({
      draft: { ...draft, ...change },
      notice: notice?.code === 'invalid' ? null : notice,
    }))
    const { conversationId, draft } = store.get()
    drafts.write(conversationId, { draft, lost })
  }

  function setPhoto(photo: Photo | null): void {
    const { conversationId } = store.get()
    if (photo) photos.set(conversationId, photo)
    else photos.delete(conversationId)
    update(({ notice }) => ({ photo, notice: notice?.code === photoGone.code ? null : notice }))
  }

  /** What was being written for this conversation. */
  function turnTo(conversationId: string | null): { draft: Draft; photo: Photo | null } {
    const kept = drafts.read(conversationId)
    lost = kept.lost
    return { draft: kept.draft, photo: photos.get(conversationId) ?? null }
  }

  /** In the browser, once: what a reload left of the first conversation. */
  function start(): void {
    drafts.clearOthers()
    const { draft } = turnTo(store.get().conversationId)
    update((state) => (state.draft === emptyDraft ? { draft } : {}))
  }

  /** The question as it travels. One whose reply was lost travels under its own id again, so that it is not asked twice. */
  function send(question: Question): Sent {
    const { conversationId } = store.get()
    const fingerprint = fingerprintOf(conversationId, question)
    const clientId = lost?.fingerprint === fingerprint ? lost.clientId : v4()
    noteFate(conversationId, { clientId, fingerprint })
    return { question, conversationId, clientId }
  }

  /** Remembers a question whose fate is not known yet, or (null) that it is. */
  function noteFate(conversationId: string | null, question: LostQuestion | null): void {
    drafts.write(conversationId, { ...drafts.read(conversationId), lost: question })
    if (isShown(conversationId)) lost = question
  }

  /** The server has the question: its words leave the box, and its photo stays at hand. */
  function accepted({ question, conversationId }: Sent, questionId: string, savedIn: string): void {
    noteFate(conversationId, null)
    if (question.kind !== 'again' && question.photo) sentPhotos.set(questionId, question.photo)
    update(() => ({ photosHeld: new Set(sentPhotos.keys()) }))
    if (question.kind !== 'new' || question.intent !== 'ask') return
    photos.delete(conversationId)
    const { isWithoutTask } = drafts.read(conversationId).draft
    const next = { ...emptyDraft, isWithoutTask }
    drafts.write(conversationId, { draft: emptyDraft, lost: null })
    drafts.write(savedIn, { draft: next, lost: null })
    if (isShown(conversationId)) update(() => ({ draft: next, photo: null }))
  }

  /** A question that has to be asked anew stands in the box again, before what is there. */
  function takeBack({ body, attempt }: { body: string; attempt: string }): void {
    const { draft } = store.get()
    write({ text: draft.text ? `${body}\n${draft.text}` : body, attempt, isTrying: attempt !== '' })
    update(() => ({ notice: photoGone }))
  }

  return {
    write,
    setPhoto,
    turnTo,
    start,
    send,
    accepted,
    takeBack,
    noteRefusal: (conversationId: string | null) => noteFate(conversationId, null),
    photoOf: (questionId: string) => sentPhotos.get(questionId) ?? null,
    clear: (conversationId: string | null) => drafts.write(conversationId, { draft: emptyDraft, lost: null }),
  }
}

/** The same words about the same thing: asked again after a lost reply, they are one question. */
function fingerprintOf(conversationId: string | null, question: Question): string {
  const photo = question.kind !== 'again' && question.photo ? [question.photo.name, question.photo.blob.size] : null
  return JSON.stringify([conversationId, { ...question, photo }])
}
