import { callAction } from '@/components/actions/call-action'
import { callServer } from '@/components/actions/call-server'
import type { ActionResult } from '@/lib/form-state'
import { routes } from '@/lib/routes'
import {
  clearConversationAction,
  deleteConversationAction,
  renameConversationAction,
} from '@/lib/tutor/conversations/actions'
import type { Answer, ConversationItem, ConversationView, TutorOpening } from '@/lib/tutor/views'
import { type AnswerEvent, askServer } from './ask-server'
import type { Sent } from './tutor-state'

/** Of an answer under way: what is new of its text, and how it stands. */
export type AnswerPart = { text: string; answer: Omit<Answer, 'body'> }

/** What the tutor asks of the server. All but the actions throw as `callServer` does. */
export type TutorServer = {
  opening(): Promise<TutorOpening>
  conversations(wanted: {
    q?: string
    before?: string
  }): Promise<{ conversations: ConversationItem[]; hasMore: boolean }>
  conversation(id: string, before?: number): Promise<ConversationView>
  /** The events of an answer; ends without `end` when the connection is lost. */
  ask(sent: Sent, signal: AbortSignal): AsyncIterable<AnswerEvent>
  answerSince(id: string, from: number, signal: AbortSignal): Promise<AnswerPart>
  stop(answerId: string): Promise<unknown>
  rename(id: string, title: string): Promise<ActionResult<unknown>>
  clear(id: string): Promise<ActionResult<unknown>>
  remove(id: string): Promise<ActionResult<unknown>>
}

/** The real one. */
export const tutorServer: TutorServer = {
  opening: () => callServer(routes.tutorOpening()),
  conversations: (wanted) => callServer(routes.tutorConversations(wanted)),
  conversation: async (id, before) =>
    (await callServer<{ conversation: ConversationView }>(routes.tutorConversation(id, before))).conversation,
  ask: askServer,
  answerSince: (id, from, signal) => callServer(routes.tutorAnswer(id, from), undefined, { signal }),
  stop: (answerId) => callServer(routes.stopTutorAnswer(answerId), {}),
  rename: (id, title) => callAction(renameConversationAction, { id, title }),
  clear: (id) => callAction(clearConversationAction, { id }),
  remove: (id) => callAction(deleteConversationAction, { id }),
}
