'use client'

import { useEffect } from 'react'
import { useOwnChannel } from '@/components/realtime/use-own-channel'
import type { Room } from './create-desk'

/** Hears at once what the person's other devices change; asks for what it missed whenever the connection is back. */
export function useRoomNews(room: Room, channel: string): void {
  const { socketId } = useOwnChannel(channel, { 'study.changed': room.hearNews }, room.hearNews)
  useEffect(() => room.connectedAs(socketId), [room, socketId])
}
