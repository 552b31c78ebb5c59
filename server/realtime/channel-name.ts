import type { Limits } from './limits'

/** What the prefixes of a channel name promise (Pusher docs: "Channel types", "Cache channels"). */
export interface ChannelKind {
  /** Private and presence channels: a signed subscription is needed. */
  needsAuth: boolean
  isPresence: boolean
  /** Remembers its last event and hands it to whoever subscribes next. */
  isCache: boolean
}

const ALLOWED = /^[A-Za-z0-9_\-=@,.;]+$/
const CACHE = /^(private-|private-encrypted-|presence-)?cache-/
const USER_PREFIX = '#server-to-user-'

/** Pusher docs, "Channel naming conventions": letters, digits and `_ - = @ , . ;`, at most 164 characters. */
export function isChannelName(name: string, limits: Limits): boolean {
  return name.length <= limits.channelNameChars && ALLOWED.test(name)
}

export function channelKind(name: string): ChannelKind {
  const isPresence = name.startsWith('presence-')
  return { isPresence, needsAuth: isPresence || name.startsWith('private-'), isCache: CACHE.test(name) }
}

/** The user addressed by the reserved channel of "server to user" messages, or null for every other name. */
export function addressedUser(name: string): string | null {
  return name.startsWith(USER_PREFIX) && name.length > USER_PREFIX.length ? name.slice(USER_PREFIX.length) : null
}

export function userChannel(userId: string): string {
  return USER_PREFIX + userId
}
