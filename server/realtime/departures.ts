import type { WebhookEvent } from './webhook-event'

/** More departures than this are not held back but told at once, so that churn cannot fill the memory. */
const maxWaiting = 10_000

/**
 * Holds `channel_vacated` and `member_removed` back for a moment (Pusher docs: "Webhook request delay"). Who returns in
 * time, by reloading a page for example, never left: neither the departure nor the return is told.
 */
export class Departures {
  /** Insertion order is also the order of the due times, because every departure waits equally long. */
  private readonly waiting = new Map<string, { event: WebhookEvent; dueAtMs: number }>()
  private timer: NodeJS.Timeout | null = null

  constructor(
    private readonly delayMs: number,
    private readonly tell: (event: WebhookEvent) => void,
  ) {}

  pass(event: WebhookEvent): void {
    if (event.name === 'channel_vacated' || event.name === 'member_removed') this.hold(event)
    else if (event.name === 'channel_occupied' || event.name === 'member_added') this.arrive(event)
    else this.tell(event)
  }

  /** Tells everything that waits, now. */
  release(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    const events = [...this.waiting.values()]
    this.waiting.clear()
    for (const { event } of events) this.tell(event)
  }

  private hold(event: WebhookEvent) {
    if (this.delayMs === 0 || this.waiting.size >= maxWaiting) return this.tell(event)
    this.waiting.set(keyOf(event), { event, dueAtMs: performance.now() + this.delayMs })
    this.arm()
  }

  private arrive(event: WebhookEvent): void {
    if (!this.waiting.delete(keyOf(event))) this.tell(event)
  }

  private arm(): void {
    const next = this.waiting.values().next()
    if (this.timer || next.done) return
    this.timer = setTimeout(() => this.publishDue(), Math.max(next.value.dueAtMs - performance.now(), 0)).unref()
  }

  private publishDue(): void {
    this.timer = null
    const nowMs = performance.now()
    for (const [key, { event, dueAtMs }] of this.waiting) {
      if (dueAtMs > nowMs) break
      this.waiting.delete(key)
      this.tell(event)
    }
    this.arm()
  }
}

/** "\n" cannot occur in a channel name, so two different departures never share a key. */
function keyOf(event: WebhookEvent): string {
  return 'user_id' in event ? `${event.channel}\n${event.user_id}` : event.channel
}
