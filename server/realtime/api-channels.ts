import { ApiError } from './api-request'
import { channelKind, isChannelName } from './channel-name'
import type { Hub } from './hub'
import { closeCodes } from './protocol'

type ChannelInfo = {
  user_count?: number
  subscription_count?: number
}

/** A comma-separated `info` parameter; an attribute that is not in `known` is refused. */
export function readInfo(info: string | null, known: readonly string[]): string[] {
  const asked = (info ?? '').split(',').filter((attribute) => attribute !== '')
  const unknown = asked.find((attribute) => !known.includes(attribute))
  if (unknown !== undefined) throw new ApiError(400, `info can be ${known.join(', ')} here`)
  return asked
}

/** The asked counts of one channel; `user_count` exists on presence channels only and is left out elsewhere. */
export function channelInfo(hub: Hub, name: string, asked: readonly string[]): ChannelInfo {
  const channel = hub.channels.find(name)
  const info: ChannelInfo = {}
  if (asked.includes('user_count') && channelKind(name).isPresence) info.user_count = channel?.roster?.size ?? 0
  if (asked.includes('subscription_count')) info.subscription_count = channel?.subscribers.size ?? 0
  return info
}

/** `GET /apps/[id]/channels`: the occupied channels. */
export function getChannels(hub: Hub, query: URLSearchParams): object {
  const prefix = query.get('filter_by_prefix') ?? ''
  const asked = readInfo(query.get('info'), ['user_count', 'subscription_count'])
  if (asked.includes('user_count') && !prefix.startsWith('presence-')) {
    throw new ApiError(400, 'user_count needs filter_by_prefix=presence-')
  }
  const names = [...hub.channels].map((channel) => channel.name).filter((name) => name.startsWith(prefix))
  return { channels: Object.fromEntries(names.map((name) => [name, channelInfo(hub, name, asked)])) }
}

/** `GET /apps/[id]/channels/[name]`. */
export function getChannel(hub: Hub, name: string, query: URLSearchParams): object {
  requireChannelName(hub, name)
  const kind = channelKind(name)
  const known = ['subscription_count', ...(kind.isPresence ? ['user_count'] : []), ...(kind.isCache ? ['cache'] : [])]
  const asked = readInfo(query.get('info'), known)
  const cache = asked.includes('cache') ? { cache: cachedInfo(hub, name) } : {}
  return { occupied: hub.channels.find(name) !== null, ...channelInfo(hub, name, asked), ...cache }
}

/** `GET /apps/[id]/channels/[name]/users`. */
export function getUsers(hub: Hub, name: string): object {
  requireChannelName(hub, name)
  if (!channelKind(name).isPresence) throw new ApiError(400, 'Users can be listed for presence channels only')
  const ids = hub.channels.find(name)?.roster?.ids() ?? []
  return { users: ids.map((id) => ({ id })) }
}

/** `POST /apps/[id]/users/[id]/terminate_connections`: connections that signed in as the user, as Pusher defines it. */
export function terminateConnections(hub: Hub, userId: string): object {
  for (const session of [...hub.users.connectionsOf(userId)]) {
    session.close(closeCodes.unauthorized, 'You got disconnected by the app')
  }
  return {}
}

function cachedInfo(hub: Hub, name: string): { data: string; ttl: number } | null {
  const nowMs = Date.now()
  const cached = hub.cache.get(name, nowMs)
  return cached && { data: cached.data, ttl: Math.ceil((cached.expiresAtMs - nowMs) / 1000) }
}

function requireChannelName(hub: Hub, name: string): void {
  if (!isChannelName(name, hub.limits)) throw new ApiError(400, 'This cannot be a channel name')
}
