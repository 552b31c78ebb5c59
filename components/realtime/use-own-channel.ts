'use client'

import { useState } from 'react'
import { callServer } from '@/components/actions/call-server'
import { routes } from '@/lib/routes'
import type { PersonEvents } from '@/lib/study/events'
import { type Handlers, useChannel } from './use-channel'

/**
 * Listens to the viewer's own channel, as {@link useChannel} does. It moves whenever one of their sessions ends; a browser
 * that was away meanwhile asks where it is now.
 * @param firstName what the page was told
 */
export function useOwnChannel<Events = PersonEvents>(
  firstName: string,
  handlers: Handlers<Events>,
  onLive: () => void,
) {
  const [name, setName] = useState(firstName)
  return useChannel(name, handlers, onLive, { onRefused: () => void ask().then((now) => now && setName(now)) })
}

/** Null when nobody is logged in here any more, or there is no network: the next connection asks again. */
async function ask(): Promise<string | null> {
  try {
    return (await callServer<{ channel: string }>(routes.realtimeOwnChannel)).channel
  } catch {
    return null
  }
}
