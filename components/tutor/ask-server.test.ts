import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type AnswerEvent, askServer } from './ask-server'
import { serverSentEvents } from './server-sent-events'
import type { Question, Sent } from './tutor-state'

const question: Question = {
  kind: 'new',
  message: 'Why?',
  intent: 'ask',
  attempt: '',
  taskId: null,
  taskName: null,
  photo: null,
}
const sent = (more: Partial<Sent> = {}): Sent => ({ question, conversationId: null, clientId: 'k1', ...more })

beforeEach(() => {
  vi.stubGlobal('document', { querySelector: () => ({ dataset: { pageViewer: 'ada' } }) })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const bytes = (...pieces: (string | Uint8Array)[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces)
        controller.enqueue(typeof piece === 'string' ? new TextEncoder().encode(piece) : piece)
      controller.close()
    },
  })

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = []
  for await (const item of items) found.push(item)
  return found
}

/** A server that answers so; what it was asked comes back. */
function answering(response: Response) {
  const asked: { url: string; init: RequestInit }[] = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    asked.push({ url, init })
    return response
  })
  return asked
}

test('events are read however the network cuts them: inside a letter, a line end, a name', async () => {
  const stream =
    'event: text\r\ndata: {"text":"Grüße 🎓"}\r\n\r\n: still here\n\nevent: end\ndata: {\ndata: }\n\nevent: cut'
  const whole = new TextEncoder().encode(stream)
  const expected = [
    { event: 'text', data: '{"text":"Grüße 🎓"}' },
    { event: 'end', data: '{\n}' },
  ]
  for (let cut = 1; cut < whole.length; cut++)
    expect(await collect(serverSentEvents(bytes(whole.slice(0, cut), whole.slice(cut))))).toEqual(expected)
})

test('a question goes as JSON, for whom the page was made, and its events come back', async () => {
  const asked = answering(new Response(bytes('event: text\ndata: {"text":"So."}\n\nevent: odd\ndata: 1\n\n')))
  const events = await collect<AnswerEvent>(askServer(sent(), new AbortController().signal))
  expect(events).toEqual([{ name: 'text', data: { text: 'So.' } }])
  expect(asked[0]?.init.headers).toMatchObject({ Accept: 'text/event-stream', 'x-page-viewer': 'ada' })
  expect(JSON.parse(String(asked[0]?.init.body))).toEqual({
    clientId: 'k1',
    message: 'Why?',
    intent: 'ask',
    taskId: null,
  })
})

test('what is changed or asked again names its message; a photo goes as a form', async () => {
  const bodyOf = async (what: Question) => {
    const asked = answering(new Response(bytes('')))
    await collect(askServer(sent({ question: what, conversationId: 'c1' }), new AbortController().signal))
    const body = asked[0]?.init.body
    return body instanceof FormData ? Object.fromEntries(body) : JSON.parse(String(body))
  }
  const photo = { blob: new Blob(['x'], { type: 'image/jpeg' }), name: 'work.jpg' }
  expect(await bodyOf({ kind: 'again', answerId: 'a1' })).toEqual({
    clientId: 'k1',
    conversationId: 'c1',
    regenerate: 'a1',
  })
  expect(await bodyOf({ kind: 'edit', messageId: 'q1', message: 'Else?', attempt: 'x = 2', photo: null })).toEqual({
    clientId: 'k1',
    conversationId: 'c1',
    edit: 'q1',
    message: 'Else?',
    attempt: 'x = 2',
  })
  expect(await bodyOf({ ...question, photo })).toMatchObject({ message: 'Why?', taskId: '', photo: expect.any(File) })
})

test('a refusal says what is wrong with a field', async () => {
  const error = { code: 'invalid', message: 'Please check.', fields: { message: 'Enter a message' } }
  answering(Response.json({ error }, { status: 400 }))
  await expect(collect(askServer(sent(), new AbortController().signal))).rejects.toMatchObject({
    name: 'Refused',
    code: 'invalid',
    message: 'Enter a message',
  })
})

test('a stream that says nothing any more is given up, and so is one nobody wants', async () => {
  vi.useFakeTimers()
  const hanging = (signal: AbortSignal) =>
    new ReadableStream<Uint8Array>({
      start: (controller) => signal.addEventListener('abort', () => controller.error(signal.reason)),
    })
  vi.stubGlobal('fetch', async (_: string, { signal }: { signal: AbortSignal }) => new Response(hanging(signal)))
  const silent = expect(collect(askServer(sent(), new AbortController().signal))).rejects.toMatchObject({
    name: 'TimeoutError',
  })
  await vi.advanceTimersByTimeAsync(25_000)
  await silent
  const controller = new AbortController()
  const left = expect(collect(askServer(sent(), controller.signal))).rejects.toBe('left')
  await vi.advanceTimersByTimeAsync(0)
  controller.abort('left')
  await left
})
