'use client'

import { useEffect } from 'react'
import { useOwnChannel } from '@/components/realtime/use-own-channel'
import type { Desk } from './create-desk'

/** Hears at once what the person's other devices change; asks for what it missed whenever the connection is back. */
export function useDeskEvents(desk: Desk, channel: string): void {
  // Focus in a desk, in another tab, moves the numbers here, too.
  const handlers = { 'study.changed': desk.scheduleRefresh, 'focus.credited': desk.scheduleRefresh }
  const { socketId } = useOwnChannel(channel, handlers, desk.scheduleRefresh)
  useEffect(() => desk.connectedAs(socketId), [desk, socketId])
}
