'use client'

import { useEffect } from 'react'
import { activeTaskOf } from '@/lib/study/tasks/rules'
import { useRoom } from '../desk/desk-context'
import { type Mode, modeOnceOver } from './mode'
import { autoStart } from './study-timer'

/** When a session ends, offers what comes next, and starts it if the person wants that. */
export function useModeCycle(setMode: (mode: Mode) => void): void {
  const room = useRoom()
  useEffect(
    () =>
      room.timer.on((event) => {
        const wishes = room.preferences.get()
        const { focusesDone } = room.timer.getSnapshot()
        const mode = modeOnceOver(event, focusesDone, wishes)
        if (mode) setMode(mode)
        if (event.type !== 'saved') return
        const next = autoStart(event.session, focusesDone, wishes, activeTaskOf(room.tasks.get())?.id ?? null)
        if (next && event.saved.isCompleted) void room.timer.start(next)
      }),
    [room, setMode],
  )
}
