'use client'

import type { PresenceChannel } from 'pusher-js'
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useIsLoggingOut } from '@/components/actions/logging-out'
import { atVersion, newerChannel } from '@/lib/realtime/channels'
import { type ClientEvent, listen } from './listen'
import { usePusher } from './realtime-provider'

/** `refused`: the server does not let this person listen (any more). */
export type ChannelStatus = 'connecting' | 'live' | 'offline' | 'refused'

/** What to do with each event of a channel, whose domain says which there are (`RoomEvents`, `PersonEvents`). */
export type Handlers<Events> = { [Name in keyof Events]?: (payload: Events[Name]) => void }

/** A connection that takes longer than this is worth a word, in milliseconds. */
const patienceMs = 4_000

/**
 * Listens to a channel while the component is there. `onLive` runs at every subscription, the first and each one after
 * a lost connection: the moment to ask the server for what was missed. `online` are the ids of the people present.
 * When the channel moves, this follows by itself, as it does when `name` says so: the status and who is here stay until the
 * new channel answers. `onRefused`: the server did not let this person in, each time; it may have moved unheard. A page that
 * `isLeaving`, or logs its person out, does not follow, and does not begin to listen: its right may be gone already.
 */
export function useChannel<Events>(
  firstName: string,
  handlers: Handlers<Events>,
  onLive: () => void,
  {
    onClientEvent,
    onRefused,
    isLeaving = false,
  }: { onClientEvent?: (event: string, userId: string) => void; onRefused?: () => void; isLeaving?: boolean } = {},
): {
  /** The channel as it is called now. */
  name: string
  status: ChannelStatus
  online: ReadonlySet<string>
  socketId: string | undefined
  /** Says something from browser to browser that need not be kept; lost when there is no connection. */
  say: (event: ClientEvent, payload: object) => void
} {
  const pusher = usePusher()
  const isLoggingOut = useIsLoggingOut()
  const [moved, setMoved] = useState(firstName)
  const name = newerChannel(moved, firstName)
  const [status, setStatus] = useState<ChannelStatus>('connecting')
  const [online, setOnline] = useState<ReadonlySet<string>>(new Set())

  const handle = useEffectEvent((event: string, payload: unknown) => {
    const handler = handlers[event as keyof Events] as ((payload: unknown) => void) | undefined
    handler?.(payload)
  })
  const handleClientEvent = useEffectEvent((event: string, userId: string | undefined) => {
    if (userId) onClientEvent?.(event, userId)
  })
  const handleRefused = useEffectEvent(() => {
    setStatus('refused')
    onRefused?.()
  })
  const isGoing = isLeaving || isLoggingOut
  const handleMoved = useEffectEvent((version: number) => {
    if (!isGoing) setMoved(atVersion(name, version))
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

  const isHeldBack = isGoing && status !== 'live'
  useEffect(() => {
    if (!pusher || isHeldBack) return
    const { channel, stop } = listen(pusher, name, onTheWay.current, {
      onLive: handleLive,
      onRefused: handleRefused,
      onOffline: () => setStatus('offline'),
      onMoved: handleMoved,
      onOnline: setOnline,
      onEvent: handle,
      onClientEvent: handleClientEvent,
    })
    current.current = channel
    return () => {
      current.current = null
      stop()
    }
  }, [pusher, name, isHeldBack])

  const say = useCallback((event: ClientEvent, payload: object) => {
    if (current.current?.subscribed) current.current.trigger(event, payload)
  }, [])

  return { name, status, online, say, socketId: pusher?.connection.socket_id }
}
