'use client'

import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react'
import { useStore } from '@/components/ui/store'
import type { StudyPreferences } from '@/lib/study/preferences'
import type { Task } from '@/lib/study/tasks/rules'
import type { TimerSnapshot } from '../timer/study-timer'
import type { Room } from './create-desk'

const RoomContext = createContext<Room | null>(null)

export function RoomProvider({ room, children }: { room: Room; children: ReactNode }) {
  return <RoomContext value={room}>{children}</RoomContext>
}

/** The room this component stands in. */
export function useRoom(): Room {
  const room = useContext(RoomContext)
  if (!room) throw new Error('useRoom belongs inside a RoomProvider.')
  return room
}

export function useTimer(): TimerSnapshot {
  const { timer } = useRoom()
  return useSyncExternalStore(timer.subscribe, timer.getSnapshot, timer.getSnapshot)
}

export const useTasks = (): readonly Task[] => useStore(useRoom().tasks)

export const usePreferences = (): StudyPreferences => useStore(useRoom().preferences)
