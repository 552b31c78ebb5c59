'use client'

import type Pusher from 'pusher-js'
import type { PresenceChannel } from 'pusher-js'
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { atVersion, newerChannel } from '@/lib/realtime/channels'
import type { EventName, EventPayload } from '@/lib/realtime/events'
import { usePusher } from './realtime-provider'

/** `refused`: the server does not let this person listen (any more). */
export type ChannelStatus = 'connecting' | 'live' | 'offline' | 'refused'

export type Handlers = { [Name in EventName]?: (payload: EventPayload<Name>) => void }

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
/** The page of whoever leaves has gone by then, and asks for nothing that it would be refused. */
const shortestMoveMs = 150
const longestSpreadMs = 1_000

/** So long after a move, those who were here count as present although they are not on the new channel yet. */
const arrivalMs = 6_000

/** A connection that takes longer than this is worth a word, in milliseconds. */
const patienceMs = 4_000

/**
 * Listens to a channel while the component is there. `onLive` runs at every subscription, the first and each one after
 * a lost connection: the moment to ask the server for what was missed. `online` are the ids of the people present.
 * When the channel moves, this follows by itself, as it does when `name` says so: the status and who is here stay until the
 * new channel answers. `onRefused`: the server did not let this person in, each time; it may have moved unheard. A page that
 * `isLeaving` does not follow.
 */
export function useChannel(
  firstName: string,
  handlers: Handlers,
  onLive: () => void,
  {
    onClientEvent,
    onRefused,
    isLeaving = false,
  }: { onClientEvent?: (event: string, userId: string) => void; onRefused?: () => void; isLeaving?: boolean } = {},
): {
  status: ChannelStatus
  online: ReadonlySet<string>
  socketId: string | undefined
  /** Says something from browser to browser that need not be kept; lost when there is no connection. */
  say: (event: ClientEvent, payload: object) => void
} {
  const pusher = usePusher()
  const [moved, setMoved] = useState(firstName)
  const name = newerChannel(moved, firstName)
  const [status, setStatus] = useState<ChannelStatus>('connecting')
  const [online, setOnline] = useState<ReadonlySet<string>>(new Set())

  const handle = useEffectEvent((event: string, payload: unknown) => {
    const handler = handlers[event as EventName] as ((payload: unknown) => void) | undefined
    handler?.(payload)
  })
  const handleClientEvent = useEffectEvent((event: string, userId: string | undefined) => {
    if (userId) onClientEvent?.(event, userId)
  })
  const handleRefused = useEffectEvent(() => {
    setStatus('refused')
    onRefused?.()
  })
  const handleMoved = useEffectEvent((version: number) => {
    if (!isLeaving) setMoved(atVersion(name, version))
  })
  const current = useRef<PresenceChannel | null>(null)
  const onTheWay = useRef(new Set<string>())
  const handleLive = useEffectEvent(() => {
    setStatus('live')
    onLive()
  })

  useEffect(() => {
    const timer = setTimeout(() => setStatus((now) => (now === 'connecting' ? 'offline' : now)), patienceMs)
    return () => clearTimeout(timer)
  }, [])

  useEffect(() => {
    if (!pusher) return
    const channel = join(pusher, name)
    const present = () => Object.keys(channel.members?.members ?? {})
    let moving: ReturnType<typeof setTimeout> | undefined
    let arriving: ReturnType<typeof setTimeout> | undefined
    const readMembers = () => {
      // Those who leave a channel that moved are on their way, like this one.
      if (!moving) setOnline(new Set([...present(), ...onTheWay.current]))
    }
    const bindings: Record<string, (data: unknown, meta?: { user_id?: string }) => void> = {
      'pusher:subscription_succeeded': () => {
        readMembers()
        arriving = setTimeout(() => {
          onTheWay.current = new Set()
          readMembers()
        }, arrivalMs)
        handleLive()
      },
      'pusher:member_added': readMembers,
      'pusher:member_removed': (member) => {
        onTheWay.current.delete(String((member as { id?: unknown }).id))
        readMembers()
      },
      'pusher:subscription_error': (data) => {
        if ((data as { status?: number }).status === 403) handleRefused()
        else setStatus('offline')
      },
      'channel.moved': (data) => {
        const { version } = data as EventPayload<'channel.moved'>
        onTheWay.current = new Set([...onTheWay.current, ...present()])
        clearTimeout(moving)
        const spreadMs = Math.min(longestSpreadMs, onTheWay.current.size * spreadAPersonMs)
        moving = setTimeout(() => handleMoved(version), shortestMoveMs + Math.random() * spreadMs)
      },
    }
    for (const event of clientEvents) bindings[event] = (_, meta) => handleClientEvent(event, meta?.user_id)
    for (const [event, listener] of Object.entries(bindings)) channel.bind(event, listener)
    const hear = (event: string, payload: unknown) => handle(event, payload)
    channel.bind_global(hear)
    current.current = channel
    const onState = ({ current }: { current: string }) => {
      if (current !== 'connected' && current !== 'connecting') setStatus('offline')
    }
    pusher.connection.bind('state_change', onState)
    // Somebody else on this page listens already: there will be no word of a subscription.
    if (channel.subscribed) bindings['pusher:subscription_succeeded']?.(null)
    return () => {
      clearTimeout(moving)
      clearTimeout(arriving)
      pusher.connection.unbind('state_change', onState)
      for (const [event, listener] of Object.entries(bindings)) channel.unbind(event, listener)
      channel.unbind_global(hear)
      current.current = null
      leave(pusher, name)
    }
  }, [pusher, name])

  const say = useCallback((event: ClientEvent, payload: object) => {
    if (current.current?.subscribed) current.current.trigger(event, payload)
  }, [])

  return { status, online, say, socketId: pusher?.connection.socket_id }
}
