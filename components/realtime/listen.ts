'use client'

import type Pusher from 'pusher-js'
import type { PresenceChannel } from 'pusher-js'
import type { TransportEvents } from '@/lib/realtime/events'

/** What browsers tell each other; the realtime server stamps who says it. */
export type ClientEvent = 'client-typing'
const clientEvents: readonly ClientEvent[] = ['client-typing']

/** How many listen to each channel of a connection: the last one to leave unsubscribes. */
const audiences = new WeakMap<Pusher, Map<string, number>>()

function join(pusher: Pusher, name: string): PresenceChannel {
  const audience = audiences.get(pusher) ?? new Map<string, number>()
  audiences.set(pusher, audience.set(name, (audience.get(name) ?? 0) + 1))
  return pusher.subscribe(name) as PresenceChannel
}

function leave(pusher: Pusher, name: string): void {
  const left = (audiences.get(pusher)?.get(name) ?? 1) - 1
  audiences.get(pusher)?.set(name, left)
  if (left === 0) pusher.unsubscribe(name)
}

/**
 * When a channel moves, everybody who listens asks to be let in anew: the more there are, the more the asking is spread, in
 * milliseconds. What is said meanwhile is fetched on the way in.
 */
const spreadAPersonMs = 20
const longestSpreadMs = 1_000
/** The page of whoever leaves has gone by then, and asks for nothing that it would be refused. */
const shortestMoveMs = 150

/** So long after a move, those who were here count as present although they are not on the new channel yet. */
const arrivalMs = 6_000

/**
 * The network or the server failed while this page asked to be let in: it asks again after this, in milliseconds, and up to
 * as long again, so that not all pages ask in one moment. pusher-js would ask with the next connection only.
 */
const askAgainAfterMs = 5_000

/** What somebody who listens wants to know. */
export type Listener = {
  /** Let in, for the first time or again. */
  onLive: () => void
  /** The server does not let this person in. */
  onRefused: () => void
  onOffline: () => void
  /** It is time to go over to this version of the channel. */
  onMoved: (version: number) => void
  /** The ids of the people present. */
  onOnline: (ids: ReadonlySet<string>) => void
  onEvent: (event: string, payload: unknown) => void
  onClientEvent: (event: ClientEvent, userId: string | undefined) => void
}

/**
 * Listens to a channel; answers it, and how to stop.
 * @param onTheWay the people who were on the version before and may not have arrived yet: kept by the caller from one
 * version to the next, changed in here
 */
export function listen(pusher: Pusher, name: string, onTheWay: Set<string>, listener: Listener) {
  const channel = join(pusher, name)
  const present = () => Object.keys(channel.members?.members ?? {})
  let moving: ReturnType<typeof setTimeout> | undefined
  let arriving: ReturnType<typeof setTimeout> | undefined
  let askingAgain: ReturnType<typeof setTimeout> | undefined
  const readMembers = () => {
    // Those who leave a channel that moved are on their way, like this one.
    if (!moving) listener.onOnline(new Set([...present(), ...onTheWay]))
  }
  const bindings: Record<string, (data: unknown, meta?: { user_id?: string }) => void> = {
    'pusher:subscription_succeeded': () => {
      readMembers()
      clearTimeout(arriving)
      arriving = setTimeout(() => {
        onTheWay.clear()
        readMembers()
      }, arrivalMs)
      listener.onLive()
    },
    'pusher:member_added': readMembers,
    'pusher:member_removed': (member) => {
      if (!moving) onTheWay.delete(String((member as { id?: unknown }).id))
      readMembers()
    },
    'pusher:subscription_error': (data) => {
      clearTimeout(askingAgain)
      if ((data as { status?: number }).status === 403) return listener.onRefused()
      listener.onOffline()
      askingAgain = setTimeout(
        () => {
          if (pusher.connection.state === 'connected') channel.subscribe()
        },
        askAgainAfterMs * (1 + Math.random()),
      )
    },
    'channel.moved': (data) => {
      const { version } = data as TransportEvents['channel.moved']
      for (const id of present()) onTheWay.add(id)
      clearTimeout(moving)
      const spreadMs = Math.min(longestSpreadMs, onTheWay.size * spreadAPersonMs)
      moving = setTimeout(() => listener.onMoved(version), shortestMoveMs + Math.random() * spreadMs)
    },
  }
  for (const event of clientEvents) bindings[event] = (_, meta) => listener.onClientEvent(event, meta?.user_id)
  for (const [event, act] of Object.entries(bindings)) channel.bind(event, act)
  const hear = (event: string, payload: unknown) => listener.onEvent(event, payload)
  channel.bind_global(hear)
  const onState = ({ current }: { current: string }) => {
    if (current !== 'connected' && current !== 'connecting') listener.onOffline()
  }
  pusher.connection.bind('state_change', onState)
  // Somebody else on this page listens already: there will be no word of a subscription.
  if (channel.subscribed) bindings['pusher:subscription_succeeded']?.(null)
  const stop = () => {
    clearTimeout(moving)
    clearTimeout(arriving)
    clearTimeout(askingAgain)
    pusher.connection.unbind('state_change', onState)
    for (const [event, act] of Object.entries(bindings)) channel.unbind(event, act)
    channel.unbind_global(hear)
    leave(pusher, name)
  }
  return { channel, stop }
}
