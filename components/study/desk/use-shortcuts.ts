'use client'

import { useEffect, useRef } from 'react'
import { toggleMute } from '@/components/ambience/mute'
import { isPopupOpen } from '@/components/ui/popup-open'
import { type Mode, modes } from '../timer/mode'
import type { TimerCommands } from '../timer/use-timer-commands'
import { toggleFullscreen } from './fullscreen-button'
import { shortcutKey } from './shortcut-key'

/** The keys of the desk, as the help sheet lists them. */
export const shortcuts = [
  { keys: 'Space', does: 'Start, pause, resume' },
  { keys: 'S', does: 'Stop' },
  { keys: 'N', does: 'Skip to what comes next' },
  { keys: '1 – 5', does: 'Focus, break, long break, custom, flow' },
  { keys: 'T', does: 'New task' },
  { keys: 'M', does: 'Sounds off and on' },
  { keys: 'F', does: 'Full screen' },
  { keys: 'F6', does: 'Go to the notification in the corner' },
  { keys: '?', does: 'This list' },
] as const

/** The field into which a new task is typed. */
export const newTaskFieldId = 'new-task'

type Commands = TimerCommands & { setMode: (mode: Mode) => void; openHelp: () => void }

/** Listens for the keys while nothing else wants them. */
export function useShortcuts(isOn: boolean, commands: Commands): void {
  const latest = useRef(commands)
  latest.current = commands
  useEffect(() => {
    if (!isOn) return
    function onKey(event: KeyboardEvent) {
      if (event.defaultPrevented || event.repeat) return
      const key = shortcutKey(event)
      if (key === null || isTaken(event, key)) return
      const act = actionFor(key, latest.current)
      if (!act) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [isOn])
}

/** Typing, choosing in a list and pressing a button come first. */
function isTaken({ target }: KeyboardEvent, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.closest('input:not([type="radio"]), textarea, select')) return true
  if (isPopupOpen()) return true
  return key === ' ' && target.closest('button, a, [role="button"], input') !== null
}

function actionFor(key: string, commands: Commands): (() => void) | null {
  const mode = modes[Number(key) - 1]
  if (mode) return () => commands.setMode(mode)
  switch (key) {
    case ' ':
      return commands.toggle
    case 's':
      return commands.stop
    case 'n':
      return commands.skip
    case 'm':
      return toggleMute
    case 'f':
      return () => void toggleFullscreen()
    case 't':
      return () => document.getElementById(newTaskFieldId)?.focus()
    case '?':
      return commands.openHelp
    default:
      return null
  }
}
