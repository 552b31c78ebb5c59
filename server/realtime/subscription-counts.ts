import type { Channel } from './channels'
import { eventFrame } from './protocol'
import type { WebhookEvent } from './webhook-event'

/** Past this size a channel's count is told at most once per interval (Pusher docs: webhook "subscription_count"). */
const largeChannelSize = 100
const countIntervalMs = 5_000

/** Tells subscribers and webhooks how many connections a channel has, for apps that switched it on. */
export class SubscriptionCounts {
  private readonly waiting = new Set<Channel>()
  private timer: NodeJS.Timeout | null = null

  constructor(
    private readonly enabled: boolean,
    private readonly announce: (event: WebhookEvent) => void,
  ) {}

  /** Presence channels have their member list instead and are left out. */
  changed(channel: Channel) {
    if (!this.enabled || channel.kind.isPresence) return
    if (channel.subscribers.size <= largeChannelSize) return this.tell(channel)
    this.waiting.add(channel)
    this.timer ??= setTimeout(() => this.notifyWaiting(), countIntervalMs).unref()
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    this.waiting.clear()
  }

  private notifyWaiting(): void {
    const channels = [...this.waiting]
    this.stop()
    for (const channel of channels) this.tell(channel)
  }

  private tell(channel: Channel): void {
    this.waiting.delete(channel)
    const count = channel.subscribers.size
    if (count === 0) return
    const data = JSON.stringify({ subscription_count: count })
    const frame = eventFrame({ event: 'pusher_internal:subscription_count', channel: channel.name, data })
    for (const session of channel.subscribers) session.send(frame)
    this.announce({ name: 'subscription_count', channel: channel.name, subscription_count: count })
  }
}
