import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMathDesk } from './math-desk'
import type { MathRequest } from './math-worker'

const tex = (name: string): MathRequest => ({ tex: name, isDisplay: false })

/** A worker that answers when it is said so. */
function fakeWorker() {
  const asked: string[] = []
  const worker = {
    onmessage: null as ((event: MessageEvent) => void) | null,
    isEnded: false,
    postMessage: (request: MathRequest) => void asked.push(request.tex),
    terminate: () => {
      worker.isEnded = true
    },
  }
  const answer = (tree: string | null) => worker.onmessage?.({ data: { tree } } as MessageEvent)
  return { worker, asked, answer }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const settled = () => vi.advanceTimersByTimeAsync(0)

test('no worker starts before the first formula', async () => {
  const start = vi.fn(async () => fakeWorker().worker as never)
  const desk = createMathDesk(start)
  expect(desk.find(tex('a'))).toBeNull()
  expect(start).not.toHaveBeenCalled()
  desk.request(tex('a'))
  await settled()
  expect(start).toHaveBeenCalledTimes(1)
})

test('formulas are drawn one after the other, each once, and listeners are called', async () => {
  const { worker, asked, answer } = fakeWorker()
  const desk = createMathDesk(async () => worker as never)
  const listener = vi.fn()
  desk.subscribe(listener)
  for (const name of ['a', 'b', 'a']) desk.request(tex(name))
  await settled()
  expect(asked).toEqual(['a'])
  answer('drawn a')
  await settled()
  expect(desk.find(tex('a'))).toBe('drawn a')
  expect(desk.find({ tex: 'a', isDisplay: true })).toBeNull()
  answer(null)
  await settled()
  expect(desk.find(tex('b'))).toBeNull()
  desk.request(tex('b'))
  await settled()
  expect(asked).toEqual(['a', 'b'])
  expect(listener).toHaveBeenCalledTimes(2)
})

test('a formula that takes for ever ends its worker, and the next has a new one', async () => {
  const [slow, next] = [fakeWorker(), fakeWorker()]
  const workers = [slow.worker, next.worker]
  const desk = createMathDesk(async () => workers.shift() as never)
  desk.request(tex('slow'))
  desk.request(tex('b'))
  await vi.advanceTimersByTimeAsync(3_000)
  expect(slow.worker.isEnded).toBe(true)
  await settled()
  next.answer('drawn b')
  await settled()
  expect(desk.find(tex('slow'))).toBeNull()
  expect(desk.find(tex('b'))).toBe('drawn b')
})
