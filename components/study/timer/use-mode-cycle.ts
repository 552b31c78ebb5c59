'use client'

import { useEffect } from 'react'
import { activeTaskOf } from '@/lib/study/tasks/rules'
import { useDesk } from '../desk/desk-context'
import { type Mode, modeOnceOver } from './mode'
import { autoStart } from './study-timer'

/** When a session ends, offers what comes next, and starts it if the person wants that. */
export function useModeCycle(setMode: (mode: Mode) => void): void {
  const desk = useDesk()
  useEffect(
    () =>
      desk.timer.on((event) => {
        const wishes = desk.preferences.get()
        const { focusesDone } = desk.timer.getSnapshot()
        const mode = modeOnceOver(event, focusesDone, wishes)
        if (mode) setMode(mode)
        if (event.type !== 'saved') return
        const next = autoStart(event.session, focusesDone, wishes, activeTaskOf(desk.tasks.get())?.id ?? null)
        if (next && event.saved.isCompleted) void desk.timer.start(next)
      }),
    [desk, setMode],
  )
}
