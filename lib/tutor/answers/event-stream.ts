import 'server-only'
import { db } from '@/db/client'
import type { Viewer } from '@/lib/accounts/viewer'
import { log } from '@/lib/log'
import { secondMs } from '@/lib/time'
import { findAnswer, findItem } from '../conversations/queries'
import { failureView } from '../conversations/read-views'
import type { FailureCode } from '../failures'
import { getQuota } from '../quota'
import type { AnswerEvents } from '../views'
import type { Asked } from './ask'
import { followAnswer } from './follow-answer'
import { findLiveAnswer } from './live-answers'

/** A proxy takes a stream for dead that says nothing for a while. */
const pulseMs = 10 * secondMs

/** https://html.spec.whatwg.org/multipage/server-sent-events.html: JSON has no line ends of its own. */
const eventText = <Name extends keyof AnswerEvents>(name: Name, data: AnswerEvents[Name]): string =>
  `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`

/**
 * The answer as server-sent events. Who goes away stops following it, and nothing else: it is written all the same.
 */
export function eventStream(viewer: Viewer, { work: _, ...start }: Asked): ReadableStream<Uint8Array> {
  const gone = new AbortController()
  const encoder = new TextEncoder()
  const live = findLiveAnswer(start.answer.id)
  return new ReadableStream({
    async start(controller) {
      const send = (text: string) => {
        if (!gone.signal.aborted) controller.enqueue(encoder.encode(text))
      }
      const pulse = setInterval(() => send(': \n\n'), pulseMs)
      try {
        send(eventText('start', start))
        for await (const text of followAnswer(viewer, start.answer.id, gone.signal)) send(eventText('text', { text }))
        if (!gone.signal.aborted) send(eventText('end', await endOf(viewer, start, live?.failure ?? null)))
      } catch (error) {
        // Cleared meanwhile, or no database: a stream without its end has the page ask.
        log.info('tutor.stream.ended', { answerId: start.answer.id, error })
      } finally {
        clearInterval(pulse)
        if (!gone.signal.aborted) controller.close()
      }
    },
    cancel: () => gone.abort(),
  })
}

async function endOf(
  viewer: Viewer,
  { answer, conversation }: Omit<Asked, 'work'>,
  failure: FailureCode | null,
): Promise<AnswerEvents['end']> {
  const now = new Date()
  const [stored, item, quota] = await Promise.all([
    findAnswer(viewer, answer.id, now),
    findItem(viewer, conversation.id),
    getQuota(db, viewer, now),
  ])
  // One that was to replace another, and of which no word came, is not kept.
  const failed = { ...answer, status: 'failed' as const, failure: failureView(failure ?? 'interrupted') }
  return { answer: stored ?? failed, conversation: item ?? conversation, quota }
}
