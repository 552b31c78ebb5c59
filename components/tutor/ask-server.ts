import { Refused } from '@/components/actions/call-server'
import { pageViewerHeaders } from '@/components/actions/page-viewer'
import type { ApiRefusal } from '@/lib/api'
import { routes } from '@/lib/routes'
import type { AnswerEvents } from '@/lib/tutor/views'
import { serverSentEvents } from './server-sent-events'
import type { Sent } from './tutor-state'

export type AnswerEvent = { [Name in keyof AnswerEvents]: { name: Name; data: AnswerEvents[Name] } }[keyof AnswerEvents]

/** How long the server may take to accept a question, a photo on a slow line included, in milliseconds. */
const acceptMs = 60_000

/** A stream that says nothing for so long is taken for lost: the answer is asked for instead. In milliseconds. */
const silenceMs = 25_000

/**
 * Asks a question, and gives the events of its answer as they come.
 * @throws Refused when the server said no; anything else means that the connection is gone, or that `signal` gave up.
 */
export async function* askServer(sent: Sent, signal: AbortSignal): AsyncGenerator<AnswerEvent> {
  const patience = createPatience(signal)
  try {
    patience.wait(acceptMs)
    const response = await fetch(routes.askTutor, { ...requestOf(sent), cache: 'no-store', signal: patience.signal })
    if (!response.ok) throw refusalOf((await response.json()) as ApiRefusal)
    if (!response.body) throw new TypeError('An answer without a body')
    patience.wait(silenceMs)
    for await (const { event, data } of serverSentEvents(response.body, () => patience.wait(silenceMs)))
      if (isKnown(event)) yield { name: event, data: JSON.parse(data) } as AnswerEvent
  } finally {
    patience.end()
  }
}

const isKnown = (event: string): event is keyof AnswerEvents => event === 'start' || event === 'text' || event === 'end'

function refusalOf({ error }: ApiRefusal): Refused {
  return new Refused(Object.values(error.fields)[0] ?? error.message, error.code, error.retryAfterS)
}

/** A signal that gives up with another one, or when the time that it was last given is over. */
function createPatience(signal: AbortSignal) {
  const controller = new AbortController()
  const giveUp = () => controller.abort(signal.reason)
  if (signal.aborted) giveUp()
  signal.addEventListener('abort', giveUp, { once: true })
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    signal: controller.signal,
    wait(ms: number) {
      clearTimeout(timer)
      timer = setTimeout(() => controller.abort(new DOMException('Silence', 'TimeoutError')), ms)
    },
    /** Also lets go of a connection that nobody reads any more. */
    end() {
      clearTimeout(timer)
      signal.removeEventListener('abort', giveUp)
      controller.abort()
    },
  }
}

function requestOf(sent: Sent): RequestInit {
  const photo = sent.question.kind === 'again' ? null : sent.question.photo
  const headers = { ...pageViewerHeaders(), Accept: 'text/event-stream' }
  const fields = fieldsOf(sent)
  if (!photo)
    return { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(fields) }
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.set(name, value ?? '')
  body.set('photo', photo.blob, photo.name)
  return { method: 'POST', headers, body }
}

/** What is left out stays out: in a form, no task is the empty text. */
function fieldsOf({ question, conversationId, clientId }: Sent): Record<string, string | null> {
  const where = { clientId, ...(conversationId && { conversationId }) }
  if (question.kind === 'again') return { ...where, regenerate: question.answerId }
  const { message, attempt, taskId } = question
  const said = { ...where, message, ...(attempt && { attempt }), ...(taskId !== undefined && { taskId }) }
  return question.kind === 'edit' ? { ...said, edit: question.messageId } : { ...said, intent: question.intent }
}
