/** The tutor's server in memory: it answers when the test says so. */
import { Refused } from '@/components/actions/call-server'
import type {
  Answer,
  AnswerEvents,
  ConversationItem,
  StudentMessage,
  TutorMessage,
  TutorOpening,
} from '@/lib/tutor/views'
import type { AnswerEvent } from './ask-server'
import type { PageTiming } from './page-timing'
import type { TutorServer } from './tutor-server'
import type { Sent } from './tutor-state'

const at = (seq: number) => new Date(Date.UTC(2026, 0, 1) + seq * 1_000).toISOString()
const quota = { left: 10, total: 40, resetsAt: at(86_400) }

type Asked = {
  sent: Sent
  /** Gives the browser an event, the end of its connection (`lost`), or a refusal. */
  push: (event: AnswerEvent | 'lost' | Refused) => void
  isOpen: () => boolean
}
type Saved = { conversationId: string; question: StudentMessage; answer: Answer; stream: Asked }

/** What a tab has to do with, and what the test does with it. */
export function createFakeTutor() {
  const conversations = new Map<string, { item: ConversationItem; messages: TutorMessage[] }>()
  const waiting: Asked[] = []
  const writing: Saved[] = []
  const seen = new Map<string, Saved>()
  const calls: string[] = []
  const flags = { isOnline: true, isStopRefused: false, stopArrives: Promise.resolve() }
  let ids = 0

  const online = () => {
    if (!flags.isOnline) throw new TypeError('Failed to fetch')
  }
  const refuse = (code: 'not-found' | 'conflict' | 'invalid' | 'unavailable', message: string): never => {
    throw new Refused(message, code, undefined)
  }
  const found = (id: string) => conversations.get(id) ?? refuse('not-found', 'We could not find that.')

  async function* ask(sent: Sent, signal: AbortSignal): AsyncGenerator<AnswerEvent> {
    online()
    calls.push(`ask ${sent.clientId}`)
    const queue: (AnswerEvent | 'lost' | Refused)[] = []
    let wake = () => {}
    let isOpen = true
    const push: Asked['push'] = (event) => {
      queue.push(event)
      wake()
    }
    const asked: Asked = { sent, isOpen: () => isOpen, push }
    waiting.push(asked)
    const onAbort = () => asked.push('lost')
    signal.addEventListener('abort', onAbort)
    try {
      for (;;) {
        const event = queue.shift()
        if (event === 'lost') throw new TypeError('network error')
        if (event instanceof Refused) throw event
        if (event) yield event
        if (event?.name === 'end') return
        if (!event) await new Promise<void>((resolve) => (wake = resolve))
      }
    } finally {
      isOpen = false
      signal.removeEventListener('abort', onAbort)
    }
  }

  /** The server has the question that waits longest: it is saved, and its answer begun. */
  function accept(asked = waiting.shift()): Saved | null {
    if (!asked) return null
    const { sent } = asked
    const again = seen.get(sent.clientId)
    if (again) {
      again.stream = asked
      asked.push({ name: 'start', data: startOf(again, null) })
      if (again.answer.status !== 'streaming') asked.push({ name: 'end', data: endOf(again) })
      return again
    }
    const id = sent.conversationId ?? `c${++ids}`
    const isKnown = conversations.has(id)
    if (sent.conversationId && !isKnown) return refusing(asked, 'not-found')
    if (writing.some(({ conversationId }) => conversationId === id)) return refusing(asked, 'conflict')
    const place = conversations.get(id) ?? { item: { id, title: 'A talk', updatedAt: at(0) }, messages: [] }
    conversations.set(id, place)
    const { question: wanted } = sent
    let replaces: string | null = null
    if (wanted.kind === 'again') {
      replaces = wanted.answerId
      place.messages = place.messages.filter((message) => message.id !== replaces)
    } else if (wanted.kind === 'edit') {
      const from = place.messages.findIndex((message) => message.id === wanted.messageId)
      place.messages = place.messages.slice(0, Math.max(0, from))
    }
    const question = wanted.kind === 'again' ? place.messages.findLast(isStudent) : studentOf(wanted)
    if (!question) return refusing(asked, 'not-found')
    if (wanted.kind !== 'again') place.messages.push(question)
    const answer: Answer = { ...blank, id: `a${++ids}`, seq: ++ids, createdAt: at(ids) }
    place.messages.push(answer)
    place.item = { ...place.item, updatedAt: at(ids) }
    const saved = { conversationId: id, question, answer, stream: asked }
    writing.push(saved)
    seen.set(sent.clientId, saved)
    asked.push({ name: 'start', data: startOf(saved, replaces) })
    return saved
  }

  function refusing(asked: Asked, code: 'not-found' | 'conflict' | 'invalid'): null {
    asked.push(new Refused('The tutor is still answering in this conversation.', code, undefined))
    calls.push(`refused ${code}`)
    return null
  }

  const isStudent = (message: TutorMessage): message is StudentMessage => message.role === 'student'
  const studentOf = (wanted: { message: string; attempt: string; photo: unknown }): StudentMessage => ({
    role: 'student',
    id: `q${++ids}`,
    seq: ++ids,
    body: wanted.message,
    intent: 'ask',
    attempt: wanted.attempt,
    taskName: null,
    hasPhoto: wanted.photo !== null,
    createdAt: at(ids),
  })
  const blank = { role: 'tutor', body: '', status: 'streaming', failure: null, step: null } as const
  const itemOf = ({ conversationId }: Saved) => found(conversationId).item
  const startOf = (saved: Saved, replaces: string | null): AnswerEvents['start'] => ({
    conversation: itemOf(saved),
    question: saved.question,
    answer: { ...saved.answer },
    quota,
    replaces,
  })
  const endOf = (saved: Saved): AnswerEvents['end'] => ({
    answer: { ...saved.answer },
    conversation: itemOf(saved),
    quota,
  })

  /** More words for the answer that is written longest; they reach the tab while its stream is there. */
  function say(text: string, saved = writing[0]): void {
    if (!saved) return
    saved.answer.body += text
    saved.stream.push({ name: 'text', data: { text } })
  }

  function end(status: 'done' | 'failed' | 'stopped' = 'done', saved = writing[0]): void {
    if (!saved) return
    writing.splice(writing.indexOf(saved), 1)
    saved.answer.status = status
    if (status === 'failed')
      saved.answer.failure = { code: 'busy', message: 'Try again in a moment.', isRetryable: true }
    if (conversations.has(saved.conversationId)) saved.stream.push({ name: 'end', data: endOf(saved) })
  }

  const server: TutorServer = {
    opening: async () => opening(),
    conversations: async () => {
      online()
      return { conversations: items(), hasMore: false }
    },
    conversation: async (id) => {
      online()
      const { item, messages } = found(id)
      return { ...item, messages: messages.map((message) => ({ ...message })), hasEarlier: false }
    },
    ask,
    answerSince: async (id, from) => {
      online()
      calls.push(`poll ${id} ${from}`)
      const answer = [...conversations.values()]
        .flatMap(({ messages }) => messages)
        .find((message) => message.id === id)
      if (answer?.role !== 'tutor') return refuse('not-found', 'We could not find that.')
      const { body, ...rest } = answer
      return { text: body.slice(from), answer: rest }
    },
    stop: async (answerId) => {
      online()
      await flags.stopArrives
      if (flags.isStopRefused) refuse('unavailable', 'Not now.')
      calls.push(`stop ${answerId}`)
      return {}
    },
    rename: async () => ({ ok: true, data: undefined }),
    clear: async (id) => {
      online()
      for (const saved of writing.filter(({ conversationId }) => conversationId === id)) end('stopped', saved)
      found(id).messages = []
      return { ok: true, data: undefined }
    },
    remove: async (id) => {
      conversations.delete(id)
      return { ok: true, data: undefined }
    },
  }
  const items = () => [...conversations.values()].map(({ item }) => item)
  const opening = (): TutorOpening => ({
    readiness: 'ready',
    quota,
    task: null,
    conversations: items(),
    conversation: null,
    channel: 'private-user-x-v1',
  })
  return { server, opening, accept, say, end, waiting, writing, conversations, calls, flags, refusing }
}

/** A page whose frames and pauses pass when the test says so. */
export function createFakePage() {
  let nowMs = 0
  const pauses = new Set<() => void>()
  const frames: (() => void)[] = []
  const timing: PageTiming = {
    now: () => nowMs,
    isAway: () => false,
    nextFrame: (work) => void frames.push(work),
    pause: (_, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve()
        const done = () => {
          pauses.delete(done)
          resolve()
        }
        pauses.add(done)
        signal.addEventListener('abort', done)
      }),
  }
  return {
    timing,
    frame: () => {
      for (const work of frames.splice(0)) work()
    },
    /** Time passes, and whoever waited goes on. */
    pass: (ms = 1_000) => {
      nowMs += ms
      for (const done of [...pauses]) done()
    },
    isPausing: () => pauses.size > 0,
    frames,
  }
}

/** Lets everything that waits for nothing but its turn have it. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 40; turn++) await Promise.resolve()
}

/** A tab's own storage. */
export function createFakeStorage(): Storage {
  const items = new Map<string, string>()
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem(key: string, value: string) {
      items.set(key, value)
      Object.defineProperty(storage, key, { value, enumerable: true, configurable: true, writable: true })
    },
    removeItem(key: string) {
      items.delete(key)
      Reflect.deleteProperty(storage, key)
    },
  }
  return storage as unknown as Storage
}
