'use client'

import { loadPatiently } from '@/components/ui/load-patiently'
import type { MathTree } from './math-tree'
import type { MathReply, MathRequest } from './math-worker'

/** No formula of a lesson takes as long, in milliseconds: then its source is shown. */
const longestMs = 3_000
/** How many drawn formulas are kept. */
const maxKept = 500

const keyOf = ({ tex, isDisplay }: MathRequest) => `${isDisplay ? 'display' : 'inline'} ${tex}`

function startWorker(): Promise<Worker> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./math-worker.ts', import.meta.url))
    worker.onmessage = () => resolve(worker)
    worker.onerror = () => {
      worker.terminate()
      reject(new Error('The worker for formulas did not load.'))
    }
  })
}

/**
 * Has formulas drawn, one after the other, by a worker that starts with the first one.
 * @param start gives a worker that is ready; called again after one that was too slow was ended
 */
export function createMathDesk(start: () => Promise<Pick<Worker, 'postMessage' | 'terminate' | 'onmessage'>>) {
  const drawn = new Map<string, MathTree | null>()
  const waiting = new Map<string, MathRequest>()
  const listeners = new Set<() => void>()
  let worker: ReturnType<typeof start> | null = null
  let isBusy = false

  function keep(key: string, tree: MathTree | null): void {
    waiting.delete(key)
    drawn.set(key, tree)
    const [oldest] = drawn.keys()
    if (drawn.size > maxKept && oldest !== undefined) drawn.delete(oldest)
    for (const listener of listeners) listener()
  }

  async function draw(request: MathRequest): Promise<MathTree | null> {
    worker ??= start()
    const ready = await worker
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        ready.terminate()
        worker = null
        resolve(null)
      }, longestMs)
      ready.onmessage = ({ data }: MessageEvent<MathReply>) => {
        clearTimeout(timer)
        resolve('tree' in data ? data.tree : null)
      }
      ready.postMessage(request)
    })
  }

  async function drawAll(): Promise<void> {
    if (isBusy) return
    isBusy = true
    for (const [key, request] of waiting) keep(key, await draw(request))
    isBusy = false
  }

  return {
    /** Asks for a formula; what is asked again is not drawn again. */
    request(request: MathRequest): void {
      const key = keyOf(request)
      if (drawn.has(key) || waiting.has(key)) return
      waiting.set(key, request)
      void drawAll()
    },
    /** The formula; null while it is not drawn, and when it cannot be. */
    find: (request: MathRequest): MathTree | null => drawn.get(keyOf(request)) ?? null,
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The one of the page. */
export const mathDesk = createMathDesk(() => loadPatiently(startWorker))
