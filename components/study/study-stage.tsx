'use client'

import { useEffect, useState } from 'react'
import { AmbientMixer } from '@/components/ambience/ambient-mixer'
import { sceneOverride } from '@/components/ambience/scene-override'
import { ScenePicker } from '@/components/ambience/scene-picker'
import { useFadeWhenQuiet } from '@/components/ambience/use-fade-when-quiet'
import { activeTaskOf } from '@/lib/study/tasks/rules'
import { useDesk, usePreferences, useTasks, useTimer } from './desk/desk-context'
import { FullscreenButton } from './desk/fullscreen-button'
import { useShortcuts } from './desk/use-shortcuts'
import { BreakOffer } from './end/break-offer'
import { OverrunDialog } from './end/overrun-dialog'
import { ShortcutsHelp } from './settings/shortcuts-help'
import { TimerSettings } from './settings/timer-settings'
import { type Mode, minutesOf } from './timer/mode'
import { ModePicker } from './timer/mode-picker'
import { PopOut } from './timer/pop-out'
import { TimerDisc } from './timer/timer-disc'
import { useModeCycle } from './timer/use-mode-cycle'
import { useTimerCommands } from './timer/use-timer-commands'

/** The middle of the desk: what to start, the timer itself, and the bar with everything around it. */
export function StudyStage() {
  const { preferences } = useDesk()
  const wishes = usePreferences()
  const { running, phase } = useTimer()
  const [mode, setMode] = useState<Mode>('focus')
  const [isStopAsked, setStopAsked] = useState(false)
  const [isHelpOpen, setHelpOpen] = useState(false)
  const activeTask = activeTaskOf(useTasks())
  const commands = useTimerCommands(mode, activeTask?.id ?? null, () => setStopAsked(true))

  useModeCycle(setMode)
  useFadeWhenQuiet(wishes.fadesAway && phase === 'running' && running?.kind !== 'break')
  useShortcuts(wishes.shortcuts, { ...commands, setMode, openHelp: () => setHelpOpen(true) })
  useEffect(() => {
    sceneOverride.set({ sceneId: wishes.scene, isDimmed: false })
    return () => sceneOverride.set(null)
  }, [wishes.scene])

  return (
    <section aria-label="Timer" className="relative flex flex-col items-center justify-center gap-4 lg:py-4 xl:gap-6">
      <ModePicker mode={mode} onModeChange={setMode} />
      <TimerDisc
        idleMinutes={minutesOf(mode, wishes)}
        commands={commands}
        isStopAsked={isStopAsked}
        onStopAsked={setStopAsked}
      />
      <div className="fades-when-quiet glass flex flex-wrap items-center justify-center gap-1 rounded-full p-1.5">
        <ScenePicker sceneId={wishes.scene} onPick={(scene) => preferences.change({ scene })} />
        <AmbientMixer mix={wishes.soundMix} onMix={(soundMix) => preferences.change({ soundMix })} />
        <PopOut idleMinutes={minutesOf(mode, wishes)} commands={commands} />
        <FullscreenButton />
        <TimerSettings />
        <ShortcutsHelp isOpen={isHelpOpen} onOpenChange={setHelpOpen} />
      </div>
      <BreakOffer />
      <OverrunDialog />
    </section>
  )
}
