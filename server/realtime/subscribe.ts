import { addressedUser, channelKind, isChannelName } from './channel-name'
import type { Hub } from './hub'
import { checkedMember, type Member, parseMember } from './presence'
import { closeCodes, eventFrame, textField } from './protocol'
import type { Session } from './session'
import { isChannelAuth } from './signature'

type Refusal = {
  type: 'AuthError' | 'LimitReached' | 'InvalidChannel'
  error: string
  status: number
  code: number | null
}

/** `pusher:subscribe` (protocol section "Subscription Events"). */
export function subscribe(hub: Hub, session: Session, data: unknown) {
  const name = textField(data, 'channel')
  if (name === undefined) return session.fail('A subscription needs a channel')
  const userId = addressedUser(name)
  if (userId !== null) return subscribeToOwnUser(session, name, userId)
  if (session.memberships.has(name)) return session.fail(`Existing subscription to channel ${name}`, null, name)

  const refusal = limitRefusal(hub, session, name) ?? authRefusal(hub, session, name, data)
  if (refusal) return refuse(session, name, refusal)
  if (!channelKind(name).isPresence) return hub.join(session, name, null)

  const member = memberOf(hub, session, data)
  if ('problem' in member) return refuse(session, name, unauthorized(member.problem))
  if (isFull(hub, name, member)) return refuse(session, name, full(hub.limits.presenceMembers))
  if (!session.mayJoinPresence()) return refuse(session, name, tooManyReturns(hub.limits.presenceReturnsPerSecond))
  hub.join(session, name, member)
}

/** pusher-js subscribes to `#server-to-user-<id>` after signing in; messages reach signed-in connections either way. */
function subscribeToOwnUser(session: Session, name: string, userId: string) {
  if (session.user?.id !== userId) return refuse(session, name, unauthorized('You are not signed in as this user'))
  session.send(eventFrame({ event: 'pusher_internal:subscription_succeeded', channel: name, data: '{}' }))
}

function limitRefusal({ limits }: Hub, session: Session, name: string): Refusal | null {
  if (!isChannelName(name, limits)) {
    const error = `A channel name has 1 to ${limits.channelNameChars} letters, digits and _ - = @ , . ;`
    return { type: 'InvalidChannel', error, status: 400, code: null }
  }
  if (session.memberships.size < limits.channelsPerConnection) return null
  const error = `A connection may subscribe to ${limits.channelsPerConnection} channels`
  return { type: 'LimitReached', error, status: 413, code: null }
}

function authRefusal({ app }: Hub, session: Session, name: string, data: unknown): Refusal | null {
  if (!channelKind(name).needsAuth) return null
  const channelData = textField(data, 'channel_data')
  const auth = textField(data, 'auth') ?? ''
  if (isChannelAuth(app, auth, session.id, name, channelData)) return null
  // The text to sign is told, as Pusher does: it helps whoever writes an auth endpoint and is no secret.
  const signed = [session.id, name, ...(channelData === undefined ? [] : [channelData])].join(':')
  const given = auth.slice(auth.indexOf(':') + 1)
  return unauthorized(`Invalid signature: Expected HMAC SHA256 hex digest of ${signed}, but got ${given}`)
}

/** The signed `channel_data`, or the signed-in user where the authorisation carried none (as pusher-js allows). */
function memberOf({ limits }: Hub, session: Session, data: unknown): Member | { problem: string } {
  const channelData = textField(data, 'channel_data')
  if (channelData !== undefined) return parseMember(channelData, limits)
  if (session.user) return checkedMember(session.user.id, session.user.info, limits)
  return { problem: 'A presence channel needs channel_data, or a signed-in user' }
}

function isFull(hub: Hub, name: string, member: Member): boolean {
  const roster = hub.channels.find(name)?.roster
  return roster != null && !roster.has(member.id) && roster.size >= hub.limits.presenceMembers
}

function full(members: number): Refusal {
  const error = `The presence channel is full: at most ${members} members`
  return { type: 'LimitReached', error, status: 413, code: closeCodes.overQuota }
}

function tooManyReturns(perSecond: number): Refusal {
  const error = `A connection may leave and join presence channels ${perSecond} times a second`
  return { type: 'LimitReached', error, status: 429, code: null }
}

function unauthorized(error: string): Refusal {
  return { type: 'AuthError', error, status: 401, code: closeCodes.unauthorized }
}

/**
 * Two events: `pusher:subscription_error` on the channel, in the shape pusher-js itself gives it when an auth endpoint
 * refuses, so that an app handles both in one place; and `pusher:error`, which is what Pusher sends.
 */
function refuse(session: Session, channel: string, { type, error, status, code }: Refusal): void {
  session.send(eventFrame({ event: 'pusher:subscription_error', channel, data: { type, error, status } }))
  session.fail(error, code)
}
