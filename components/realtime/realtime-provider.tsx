'use client'

import type Pusher from 'pusher-js'
import { createContext, type ReactNode, use, useEffect, useMemo, useRef, useState } from 'react'
import { loadPatiently } from '@/components/ui/load-patiently'
import { clientOptions, type RealtimeClientConfig } from '@/lib/realtime/client-options'

type Realtime = { connect: () => Promise<Pusher> }

const RealtimeContext = createContext<Realtime | null>(null)

/**
 * After this long the app itself connects again, in milliseconds: when pusher-js has given up (closes 4001-4099), and when
 * there is no server, for which pusher-js would wait twice as long after each try, up to a minute.
 */
const reviveAfterMs = 5_000

/** One connection a tab, opened by the first page that listens; pages that do not listen never load the client. */
export function RealtimeProvider({ config, children }: { config: RealtimeClientConfig; children: ReactNode }) {
  const { key, cluster, host, port, useTls, path } = config
  const opened = useRef<Promise<Pusher> | null>(null)
  const realtime = useMemo<Realtime>(
    () => ({
      connect() {
        opened.current ??= openConnection({ key, cluster, host, port, useTls, path })
        return opened.current
      },
    }),
    [key, cluster, host, port, useTls, path],
  )
  useEffect(
    () => () => {
      const closing = opened.current
      opened.current = null
      closing?.then(
        (pusher) => {
          pusher.connection.unbind_all()
          pusher.disconnect()
        },
        () => {},
      )
    },
    [],
  )
  return <RealtimeContext value={realtime}>{children}</RealtimeContext>
}

async function openConnection(config: RealtimeClientConfig): Promise<Pusher> {
  const { default: PusherClient } = await loadPatiently(() => import('pusher-js'))
  const pusher = new PusherClient(config.key, clientOptions(config))
  keepTrying(pusher)
  // Says which session this is, now and after every reconnection: when it ends elsewhere, its pages stop hearing.
  pusher.signin()
  return pusher
}

/** Begins anew, with pusher-js's shortest wait, whenever there has been no connection for a while. */
function keepTrying(pusher: Pusher): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  pusher.connection.bind('state_change', ({ current }: { current: string }) => {
    clearTimeout(timer)
    if (current !== 'disconnected' && current !== 'failed' && current !== 'unavailable') return
    timer = setTimeout(() => {
      if (current === 'unavailable') pusher.disconnect()
      clearTimeout(timer)
      pusher.connect()
    }, reviveAfterMs)
  })
}

/** The connection of this tab, or null while it is being opened. */
export function usePusher(): Pusher | null {
  const realtime = use(RealtimeContext)
  if (!realtime) throw new Error('usePusher needs a RealtimeProvider around it.')
  const [pusher, setPusher] = useState<Pusher | null>(null)
  useEffect(() => {
    let isCurrent = true
    realtime.connect().then(
      (connected) => isCurrent && setPusher(connected),
      // The client could not be made: the page works on without live updates and says so.
      () => {},
    )
    return () => {
      isCurrent = false
    }
  }, [realtime])
  return pusher
}
