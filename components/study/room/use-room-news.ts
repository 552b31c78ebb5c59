'use client'

import { useEffect } from 'react'
import { useChannel } from '@/components/realtime/use-channel'
import { userChannel } from '@/lib/realtime/channels'
import type { Room } from './create-room'

/** Hears at once what the person's other devices change; asks for what it missed whenever the connection is back. */
export function useRoomNews(room: Room, userId: string): void {
  const { socketId } = useChannel(userChannel(userId), { 'study.changed': room.hearNews }, room.hearNews)
  useEffect(() => room.connectedAs(socketId), [room, socketId])
}
