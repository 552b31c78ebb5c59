/** A provider that a test speaks for: it says what it is told to, when it is told to. */
import { TutorFailure } from '../failures'
import type { Provider, ProviderEvent, ProviderRequest } from '../provider/provider'

export type Asked = {
  request: ProviderRequest
  signal: AbortSignal
  say(text: string): void
  end(events?: ProviderEvent[]): void
  fail(error: unknown): void
}

/** `next()` is the next request that comes in, or came in already. */
export function fakeProvider() {
  const waiting: ((asked: Asked) => void)[] = []
  const came: Asked[] = []
  const all: Asked[] = []
  const provider: Provider = {
    async *stream(request, signal) {
      const queue: (ProviderEvent | { kind: 'fail'; error: unknown })[] = []
      let wake = () => {}
      const push = (event: (typeof queue)[number]) => {
        queue.push(event)
        wake()
      }
      const asked: Asked = {
        request,
        signal,
        say: (text) => push({ kind: 'text', text }),
        end: (events = [{ kind: 'end', reason: 'done' }]) => events.forEach(push),
        fail: (error) => push({ kind: 'fail', error }),
      }
      signal.addEventListener('abort', () => push({ kind: 'fail', error: signal.reason }))
      all.push(asked)
      const taker = waiting.shift()
      if (taker) taker(asked)
      else came.push(asked)
      for (;;) {
        const event = queue.shift()
        if (!event) {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
          continue
        }
        if (event.kind === 'fail') throw event.error
        yield event
        if (event.kind === 'end') return
      }
    },
  }
  const next = (): Promise<Asked> => {
    const asked = came.shift()
    return asked ? Promise.resolve(asked) : new Promise((resolve) => waiting.push(resolve))
  }
  /** Ends what a test left open. */
  const failAll = () => {
    for (const asked of all) asked.fail(new TutorFailure('network'))
  }
  return { provider, next, failAll, countWaiting: () => came.length }
}
