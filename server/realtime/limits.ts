/**
 * What one client or one call may ask for. The first block repeats Pusher's published numbers (events, channels and
 * presence documentation); the second is our own protection against hostile or broken clients.
 */
export const defaultLimits = {
  eventDataBytes: 10_240,
  eventNameChars: 200,
  channelNameChars: 164,
  channelsPerTrigger: 100,
  eventsPerBatch: 10,
  presenceMembers: 100,
  userIdChars: 128,
  userInfoBytes: 1_024,
  watchlistUsers: 100,
  clientEventsPerSecond: 10,
  cacheTtlMs: 30 * 60_000,

  /** One event of 10,240 bytes whose every byte JSON escapes as \u00xx, with room for its envelope. */
  frameBytes: 65_536,
  requestBodyBytes: 1_048_576,
  channelsPerConnection: 200,
  /** Read at this pace, with a second's worth at once; a sender of more is not closed but read later. */
  framesPerSecond: 1_000,
  /**
   * Coming and going on presence channels is told to all their members, so it is limited like client events are. What
   * counts is leaving: a client that (re)connects may join all its channels at once.
   */
  presenceReturnsPerSecond: 20,
  /** A reader further behind than this is cut: it would otherwise hold the memory of everybody's events. */
  bufferedBytes: 1_048_576,
  cachedEvents: 2_000,
  /** Connections of all apps together; one more is told to come back later (4100). */
  connections: 20_000,
  /**
   * Of one address (IPv6: of one /64); 0: no limit. Many people may share an address, so it is generous; what counts is
   * that one place cannot take all connections.
   */
  connectionsPerAddress: 500,
  /** A connection that has neither subscribed nor signed in by then is closed (4009). */
  unusedMs: 60_000,
}

export type Limits = typeof defaultLimits

/**
 * Allows at most `size` events in any window of `windowMs`. Strict (a ring of the last moments), unlike a token bucket,
 * which lets twice the number through around a refill.
 */
export class SlidingWindow {
  private readonly moments: Float64Array
  private next = 0

  constructor(
    size: number,
    private readonly windowMs = 1_000,
  ) {
    this.moments = new Float64Array(size).fill(Number.NEGATIVE_INFINITY)
  }

  /** Counts one event at `nowMs` (any steady clock) and says whether it fits. A refused event is not counted. */
  allow(nowMs: number): boolean {
    if (this.isFull(nowMs)) return false
    this.moments[this.next] = nowMs
    this.next = (this.next + 1) % this.moments.length
    return true
  }

  isFull(nowMs: number): boolean {
    const oldest = this.moments[this.next] ?? Number.NEGATIVE_INFINITY
    return nowMs - oldest < this.windowMs
  }
}
