import type { Limits } from './limits'

export type CachedEvent = {
  event: string
  data: string
  expiresAtMs: number
}

/**
 * The last event of each cache channel (Pusher docs: "Cache channels"). An entry outlives its subscribers, so the number
 * of entries is bounded: past the limit the one written longest ago goes, as "up to 30 minutes" allows.
 */
export class EventCache {
  private readonly entries = new Map<string, CachedEvent>()

  constructor(private readonly limits: Limits) {}

  get size(): number {
    return this.entries.size
  }

  set(channel: string, event: string, data: string, nowMs: number): void {
    this.entries.delete(channel)
    this.entries.set(channel, { event, data, expiresAtMs: nowMs + this.limits.cacheTtlMs })
    const oldest = this.entries.keys().next()
    if (this.entries.size > this.limits.cachedEvents && !oldest.done) this.entries.delete(oldest.value)
  }

  get(channel: string, nowMs: number): CachedEvent | null {
    const entry = this.entries.get(channel)
    if (!entry) return null
    if (entry.expiresAtMs > nowMs) return entry
    this.entries.delete(channel)
    return null
  }
}
