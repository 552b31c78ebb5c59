import { type ChannelKind, channelKind } from './channel-name'
import { Roster } from './presence'
import type { Session } from './session'

/** One occupied channel: it exists from its first subscriber to its last. */
export class Channel {
  readonly kind: ChannelKind
  readonly subscribers = new Set<Session>()
  /** The people on a presence channel; null on every other kind. */
  readonly roster: Roster | null
  /** One `cache_miss` webhook a channel is enough until it has been filled (Pusher docs: "Handling cache misses"). */
  cacheMissReported = false

  constructor(readonly name: string) {
    this.kind = channelKind(name)
    this.roster = this.kind.isPresence ? new Roster() : null
  }
}

/** The occupied channels of one app, by name. */
export class Channels {
  private readonly byName = new Map<string, Channel>()

  get size(): number {
    return this.byName.size
  }

  find(name: string): Channel | null {
    return this.byName.get(name) ?? null
  }

  [Symbol.iterator](): IterableIterator<Channel> {
    return this.byName.values()
  }

  /** The channel with `session` in it; `isNew` when nobody was there before. */
  enter(name: string, session: Session): { channel: Channel; isNew: boolean } {
    const present = this.byName.get(name)
    const channel = present ?? new Channel(name)
    if (!present) this.byName.set(name, channel)
    channel.subscribers.add(session)
    return { channel, isNew: !present }
  }

  /** Takes `session` out; `isGone` when nobody is left and the channel was forgotten. */
  leave(channel: Channel, session: Session): { isGone: boolean } {
    channel.subscribers.delete(session)
    const isGone = channel.subscribers.size === 0
    if (isGone) this.byName.delete(channel.name)
    return { isGone }
  }
}
