import 'server-only'
import type { Viewer } from '@/lib/accounts/viewer'
import { secondMs } from '@/lib/time'
import { getAnswer } from '../conversations/queries'
import type { Answer } from '../views'
import { findLiveAnswer, type LiveAnswer } from './live-answers'

/** How often the row of an answer is read that another process writes. */
const pollMs = secondMs

/**
 * The words of an answer as they come, wherever it is written, until it is over; those that are there already first.
 * @param signal whoever follows it is gone
 * @throws AppError `not-found` when it was cleared or deleted
 */
export async function* followAnswer(
  viewer: Pick<Viewer, 'id'>,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const live = findLiveAnswer(id)
  let length = 0
  if (live) {
    for await (const text of followLive(live, signal)) {
      length += text.length
      yield text
    }
    return
  }
  for (;;) {
    const { body, status } = await getAnswer(viewer, id, new Date())
    if (body.length > length) yield body.slice(length)
    length = body.length
    if (status !== 'streaming' || signal.aborted) return
    await pause(signal)
  }
}

async function* followLive(live: LiveAnswer, signal: AbortSignal): AsyncGenerator<string> {
  let length = 0
  let wake = () => {}
  const unsubscribe = live.subscribe(() => wake())
  const onAbort = () => wake()
  signal.addEventListener('abort', onAbort)
  try {
    for (;;) {
      const changed = new Promise<void>((resolve) => {
        wake = resolve
      })
      const { text, isOver } = live
      if (text.length > length) yield text.slice(length)
      length = text.length
      if (isOver || signal.aborted) return
      // Something may have come while the words were passed on.
      if (live.text.length === length && !live.isOver) await changed
    }
  } finally {
    unsubscribe()
    signal.removeEventListener('abort', onAbort)
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, pollMs)
    const onAbort = () => {
      clearTimeout(timer)
      resolve()
    }
    signal.addEventListener('abort', onAbort, { once: true })
  })
}

/**
 * An answer for a page that polls: what comes after the first `from` code units of it.
 * @throws AppError `not-found`
 */
export async function readAnswer(
  viewer: Pick<Viewer, 'id'>,
  { id, from }: { id: string; from: number },
  now: Date,
): Promise<{ text: string; answer: Omit<Answer, 'body'> }> {
  const { body, ...answer } = await getAnswer(viewer, id, now)
  const live = answer.status === 'streaming' ? findLiveAnswer(id)?.text : undefined
  return { text: (live ?? body).slice(from), answer }
}
