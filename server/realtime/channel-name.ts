import type { Limits } from './limits'

/** What the prefixes of a channel name promise (Pusher docs: "Channel types", "Cache channels"). */
export type ChannelKind = {
  /** Private and presence channels: a signed subscription is needed. */
  needsAuth: boolean
  isPresence: boolean
  /** Remembers its last event and hands it to whoever subscribes next. */
  isCache: boolean
}

const allowedName = /^[A-Za-z0-9_\-=@,.;]+$/
const cachePrefix = /^(private-|private-encrypted-|presence-)?cache-/
const userPrefix = '#server-to-user-'

/** Pusher docs, "Channel naming conventions": letters, digits and `_ - = @ , . ;`, at most 164 characters. */
export function isChannelName(name: string, limits: Limits): boolean {
  return name.length <= limits.channelNameChars && allowedName.test(name)
}

export function channelKind(name: string): ChannelKind {
  const isPresence = name.startsWith('presence-')
  return { isPresence, needsAuth: isPresence || name.startsWith('private-'), isCache: cachePrefix.test(name) }
}

/** The user addressed by the reserved channel of "server to user" messages, or null for every other name. */
export function addressedUser(name: string): string | null {
  return name.startsWith(userPrefix) && name.length > userPrefix.length ? name.slice(userPrefix.length) : null
}

export function userChannel(userId: string): string {
  return userPrefix + userId
}
