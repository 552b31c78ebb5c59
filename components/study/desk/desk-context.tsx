'use client'

import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react'
import { useStore } from '@/components/ui/store'
import type { StudyPreferences } from '@/lib/study/preferences/queries'
import type { Task } from '@/lib/study/tasks/rules'
import type { TimerSnapshot } from '../timer/timer-state'
import type { Desk } from './create-desk'

const DeskContext = createContext<Desk | null>(null)

export function DeskProvider({ desk, children }: { desk: Desk; children: ReactNode }) {
  return <DeskContext value={desk}>{children}</DeskContext>
}

/** The room this component stands in. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('useDesk belongs inside a DeskProvider.')
  return desk
}

export function useTimer(): TimerSnapshot {
  const { timer } = useDesk()
  return useSyncExternalStore(timer.subscribe, timer.getSnapshot, timer.getSnapshot)
}

export const useTasks = (): readonly Task[] => useStore(useDesk().tasks)

export const usePreferences = (): StudyPreferences => useStore(useDesk().preferences)
