'use client'

import { useEffect } from 'react'
import { activeTaskOf } from '@/lib/study/task-list'
import { useRoom } from '../room/room-context'
import { type Mode, modeAfter } from './mode'
import { autoStart } from './study-timer'

/** When a session ends, offers what comes next, and starts it if the person wants that. */
export function useModeCycle(setMode: (mode: Mode) => void): void {
  const room = useRoom()
  useEffect(
    () =>
      room.timer.on((event) => {
        if (event.type === 'dropped' && event.session.kind === 'break') setMode('focus')
        if (event.type !== 'saved') return
        const wishes = room.preferences.get()
        const { focusesDone } = room.timer.getSnapshot()
        // A focus session stopped early does not end the round: the break it leads to is a short one.
        const isRound = event.session.kind === 'break' || event.saved.isCompleted
        setMode(modeAfter(event.session.kind, isRound ? focusesDone : 0, wishes))
        const next = autoStart(event.session, focusesDone, wishes, activeTaskOf(room.tasks.get())?.id ?? null)
        if (next && event.saved.isCompleted) void room.timer.start(next)
      }),
    [room, setMode],
  )
}
