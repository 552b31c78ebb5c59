/** What the browser gets of the tutor. Pure types. */
import type { Intent, Step } from './ladder'

export type StudentMessage = {
  role: 'student'
  id: string
  seq: number
  body: string
  intent: Intent
  /** "What I tried"; empty when nothing was said of it. */
  attempt: string
  /** The task that went along, by its name then. */
  taskName: string | null
  /** A photo went along; it is not kept. */
  hasPhoto: boolean
  /** ISO 8601. */
  createdAt: string
}

type AnswerStatus = 'streaming' | 'done' | 'stopped' | 'failed'

export type Answer = {
  role: 'tutor'
  id: string
  seq: number
  /** Markdown as it came; what has come so far while `streaming`. */
  body: string
  status: AnswerStatus
  /** Why it failed or ended early. */
  failure: { code: string; message: string; isRetryable: boolean } | null
  /** Which step of the ladder it stands on; null until the tutor has said so. */
  step: Step | null
  createdAt: string
}

export type TutorMessage = StudentMessage | Answer

export type ConversationItem = {
  id: string
  title: string
  /** ISO 8601: when something was last said. */
  updatedAt: string
}

export type ConversationView = ConversationItem & {
  /** Oldest first; of a long one the newest. */
  messages: TutorMessage[]
  hasEarlier: boolean
}

/** How many questions a person may still ask today (UTC), of how many. */
export type QuotaView = { left: number; total: number; resetsAt: string }

/** `no-key`: "API not configured". `broken`: "Initialization failed". `resting`: today's budget of the whole site is spent. */
export type TutorReadiness = 'ready' | 'no-key' | 'broken' | 'resting'

/** What a tutor's page or drawer begins with. */
export type TutorOpening = {
  readiness: TutorReadiness
  quota: QuotaView
  /** The task being worked on, offered as a chip. */
  task: { id: string; name: string } | null
  /** The newest ones. */
  conversations: ConversationItem[]
  /** The one that was asked for, or the newest; null when there is none. */
  conversation: ConversationView | null
  /** The viewer's own channel, on which `tutor.changed` is said. */
  channel: string
}

/**
 * The events of `POST /api/tutor`, as server-sent events with JSON in `data`. `start` comes first: the question is saved.
 * `end` comes last and carries the answer as it is stored.
 */
export type AnswerEvents = {
  start: {
    conversation: ConversationItem
    question: StudentMessage
    answer: Answer
    quota: QuotaView
    replaces: string | null
  }
  text: { text: string }
  end: { answer: Answer; conversation: ConversationItem; quota: QuotaView }
}
