import type { App } from './apps'
import { EventCache } from './cache'
import { addressedUser } from './channel-name'
import { type Channel, Channels } from './channels'
import type { Limits } from './limits'
import type { Metrics } from './metrics'
import type { Member } from './presence'
import { eventFrame } from './protocol'
import type { Session } from './session'
import { SubscriptionCounts } from './subscription-counts'
import { Users } from './users'
import type { WebhookEvent } from './webhook-event'

export type Publication = {
  channel: string
  event: string
  data: string | undefined
  /** The connection that must not get it back. */
  exceptId?: string
  /** Who sent it; present on client events of presence channels only. */
  userId?: string
}

/** Everything alive in one app: its connections, channels and users, and what happens between them. */
export class Hub {
  readonly sessions = new Map<string, Session>()
  readonly channels = new Channels()
  readonly users = new Users()
  readonly cache: EventCache
  readonly counts: SubscriptionCounts

  constructor(
    readonly app: App,
    readonly limits: Limits,
    readonly metrics: Metrics,
    /** Tells webhooks. */
    readonly announce: (event: WebhookEvent) => void,
  ) {
    this.cache = new EventCache(limits)
    this.counts = new SubscriptionCounts(app.subscriptionCount, announce)
  }

  /** Puts an authorised connection on a channel and tells everyone concerned. `member` belongs to presence channels. */
  join(session: Session, name: string, member: Member | null): void {
    const { channel, isNew } = this.channels.enter(name, session)
    session.memberships.set(name, member?.id ?? null)
    session.isUsed = true
    if (isNew) this.announce({ name: 'channel_occupied', channel: name })
    if (member && channel.roster?.add(member)) this.announceMember(channel, session, member)
    const data = channel.roster?.snapshot() ?? '{}'
    session.send(eventFrame({ event: 'pusher_internal:subscription_succeeded', channel: name, data }))
    if (channel.kind.isCache) this.sendCached(session, channel)
    this.counts.changed(channel)
  }

  leave(session: Session, name: string): void {
    const memberId = session.memberships.get(name)
    const channel = this.channels.find(name)
    if (memberId === undefined || !channel) return
    session.memberships.delete(name)
    const { isGone } = this.channels.leave(channel, session)
    if (memberId !== null && channel.roster?.remove(memberId)) {
      const data = JSON.stringify({ user_id: memberId })
      this.spread(channel.subscribers, eventFrame({ event: 'pusher_internal:member_removed', channel: name, data }))
      this.announce({ name: 'member_removed', channel: name, user_id: memberId })
    }
    if (isGone) this.announce({ name: 'channel_vacated', channel: name })
    else this.counts.changed(channel)
  }

  /** Forgets a connection that closed. */
  drop(session: Session): void {
    if (!this.sessions.delete(session.id)) return
    for (const name of [...session.memberships.keys()]) this.leave(session, name)
    this.users.signOut(session)
  }

  /** Serialises and frames an event once and hands it to everyone it is for. */
  publish({ channel: name, event, data, exceptId, userId }: Publication): void {
    const recipient = addressedUser(name)
    const recipients = recipient === null ? this.channels.find(name)?.subscribers : this.users.connectionsOf(recipient)
    if (!recipients || recipients.size === 0) return
    const authored = userId === undefined ? {} : { user_id: userId }
    this.spread(recipients, eventFrame({ event, channel: name, data, ...authored }), exceptId)
  }

  /** Keeps the event for the next subscribers of a cache channel. Client events are not kept (Pusher docs, FAQ). */
  remember(name: string, event: string, data: string): void {
    this.cache.set(name, event, data, Date.now())
    const channel = this.channels.find(name)
    if (channel) channel.cacheMissReported = false
  }

  private spread(recipients: ReadonlySet<Session>, bytes: Buffer, exceptId?: string): void {
    let reached = 0
    for (const session of recipients) {
      if (session.id === exceptId) continue
      session.send(bytes)
      reached += 1
    }
    this.metrics.add('messages_sent_total', reached)
  }

  private announceMember(channel: Channel, session: Session, member: Member): void {
    const data = JSON.stringify({ user_id: member.id, user_info: member.info })
    const frame = eventFrame({ event: 'pusher_internal:member_added', channel: channel.name, data })
    this.spread(channel.subscribers, frame, session.id)
    this.announce({ name: 'member_added', channel: channel.name, user_id: member.id })
  }

  private sendCached(session: Session, channel: Channel): void {
    const cached = this.cache.get(channel.name, Date.now())
    if (cached) {
      session.send(eventFrame({ event: cached.event, channel: channel.name, data: cached.data }))
      return
    }
    session.send(eventFrame({ event: 'pusher:cache_miss', channel: channel.name, data: '{}' }))
    if (channel.cacheMissReported) return
    channel.cacheMissReported = true
    this.announce({ name: 'cache_miss', channel: channel.name })
  }
}
