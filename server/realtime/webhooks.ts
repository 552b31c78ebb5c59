import { setTimeout as pause } from 'node:timers/promises'
import type { App } from './apps'
import { Departures } from './departures'
import { type Logger, reasonOf } from './log'
import type { Metrics } from './metrics'
import { hmacHex } from './signature'
import type { WebhookEvent, WebhookTarget } from './webhook-event'

export type WebhookTiming = {
  /** How long a departure waits for a return. */
  departureDelayMs: number
  /** How long events are gathered into one request. */
  batchMs: number
  requestTimeoutMs: number
  /** The first pause after a failure; each further one is twice as long, up to `maxRetryMs`. */
  retryMs: number
  maxRetryMs: number
  /** How long one request is tried at all: five minutes at Pusher. */
  giveUpMs: number
}

export const defaultWebhookTiming: WebhookTiming = {
  departureDelayMs: 3_000,
  batchMs: 50,
  requestTimeoutMs: 5_000,
  retryMs: 500,
  maxRetryMs: 30_000,
  giveUpMs: 5 * 60_000,
}

const maxQueued = 10_000
const maxBatch = 50

type Surroundings = {
  timing: WebhookTiming
  logger: Logger
  metrics: Metrics
}

/** All webhooks of one app (Pusher docs: "Webhooks"). */
export class Webhooks {
  private readonly queues: TargetQueue[]
  private readonly departures: Departures

  constructor(app: App, surroundings: Surroundings) {
    this.queues = app.webhooks.map((target) => new TargetQueue(app, target, surroundings))
    this.departures = new Departures(surroundings.timing.departureDelayMs, (event) => this.enqueue(event))
  }

  announce(event: WebhookEvent): void {
    if (this.queues.length > 0) this.departures.pass(event)
  }

  /** Sends what is left, for at most `graceMs`, and stops. */
  async close(graceMs: number): Promise<void> {
    this.departures.release()
    await Promise.all(this.queues.map((queue) => queue.close(graceMs)))
  }

  private enqueue(event: WebhookEvent): void {
    for (const queue of this.queues) queue.add(event)
  }
}

/** The events for one address: in order, one request at a time, tried again until the address has them. */
class TargetQueue {
  private waiting: WebhookEvent[] = []
  private running: Promise<void> | null = null
  private isOverflowing = false
  /** Aborted when the server begins to stop: pauses end, and what fails now is not tried again. */
  private readonly closing = new AbortController()
  /** Aborted when it has to be over: requests end as well. */
  private readonly stop = new AbortController()

  constructor(
    private readonly app: App,
    private readonly target: WebhookTarget,
    private readonly around: Surroundings,
  ) {}

  add(event: WebhookEvent): void {
    if (this.stop.signal.aborted || !this.target.events.includes(event.name)) return
    if (this.waiting.length >= maxQueued) this.dropOldest()
    this.waiting.push(event)
    this.running ??= this.run()
  }

  async close(graceMs: number): Promise<void> {
    this.closing.abort()
    const timer = setTimeout(() => this.stop.abort(), graceMs)
    await this.running
    clearTimeout(timer)
    this.stop.abort()
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      if (this.waiting.length < maxBatch) await this.sleep(this.around.timing.batchMs)
      const events = this.waiting.splice(0, maxBatch)
      await this.deliver(events)
    }
    // Here and not in a later callback: an event added in between would find a run that no longer looks.
    this.running = null
  }

  private async deliver(events: WebhookEvent[]): Promise<void> {
    const { timing, metrics, logger } = this.around
    const body = JSON.stringify({ time_ms: Date.now(), events })
    const giveUpAtMs = performance.now() + timing.giveUpMs
    for (let pauseMs = timing.retryMs; ; pauseMs = Math.min(pauseMs * 2, timing.maxRetryMs)) {
      const problem = await this.post(body)
      if (problem === null) {
        this.isOverflowing = false
        return metrics.add('webhooks_delivered_total', events.length)
      }
      if (this.closing.signal.aborted) return this.drop(events.length, 'the server is stopping', 'info')
      if (performance.now() + pauseMs > giveUpAtMs) return this.drop(events.length, problem)
      metrics.add('webhooks_retried_total')
      logger.warn('webhook failed, will try again', { url: this.target.url, problem, pauseMs })
      await this.sleep(pauseMs)
    }
  }

  /** Null when the address answered 2xx. Redirects are not followed: the signature is for this address only. */
  private async post(body: string): Promise<string | null> {
    // An aborted signal tells its listeners nothing any more, so the request would get its full time.
    if (this.stop.signal.aborted) return 'no time left'
    // Not AbortSignal.any: on Node 20 a long-lived signal remembers every signal that was derived from it.
    const request = new AbortController()
    const abort = () => request.abort(new Error('no answer in time'))
    const timer = setTimeout(abort, this.around.timing.requestTimeoutMs)
    this.stop.signal.addEventListener('abort', abort)
    const headers = {
      'content-type': 'application/json',
      'x-pusher-key': this.app.key,
      'x-pusher-signature': hmacHex(this.app.secret, body),
    }
    try {
      const { signal } = request
      const response = await fetch(this.target.url, { method: 'POST', headers, body, signal, redirect: 'manual' })
      await response.body?.cancel()
      return response.ok ? null : `status ${response.status}`
    } catch (thrown) {
      return reasonOf(thrown)
    } finally {
      clearTimeout(timer)
      this.stop.signal.removeEventListener('abort', abort)
    }
  }

  /** Logged once until something was delivered again: a flood of events must not become a flood of lines. */
  private dropOldest(): void {
    this.waiting.shift()
    this.around.metrics.add('webhooks_dropped_total')
    if (!this.isOverflowing) this.around.logger.error('webhook queue is full, dropping', { url: this.target.url })
    this.isOverflowing = true
  }

  /** A planned stop is no alarm: who is where is asked anew by the app that comes after it. */
  private drop(count: number, reason: string, level: 'info' | 'error' = 'error'): void {
    this.around.metrics.add('webhooks_dropped_total', count)
    this.around.logger[level]('webhook events given up', { url: this.target.url, count, reason })
  }

  private async sleep(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.closing.signal, ref: false }).catch(() => undefined)
  }
}
