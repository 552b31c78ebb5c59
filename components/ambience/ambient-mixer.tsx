'use client'

import { Bird, CloudRain, Coffee, Flame, type LucideIcon, Plane, Volume2, VolumeX, Waves, Wind } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { loadPatiently } from '@/components/ui/load-patiently'
import { Popover } from '@/components/ui/popover'
import { Slider } from '@/components/ui/slider'
import { useStore } from '@/components/ui/store'
import { ToolButton } from '@/components/ui/tool-button'
import { audioContext, meanToSound, unlockAudio } from './audio'
import { ambience, toggleMute } from './mute'
import type { Mixer } from './sounds/mixer'
import { masterId, masterVolume, sounds } from './sounds/sounds'

type Mix = Readonly<Record<string, number>>

const icons: Record<string, LucideIcon> = {
  rain: CloudRain,
  cafe: Coffee,
  fire: Flame,
  ocean: Waves,
  forest: Bird,
  'white-noise': Wind,
  'brown-noise': Plane,
}

/** The sounds of the room, each with its own volume, and one switch for all. */
export function AmbientMixer({ mix, onMix }: { mix: Mix; onMix: (mix: Record<string, number>) => void }) {
  const state = useStore(ambience)
  const isHeard = state === 'on' && sounds.some(({ id }) => (mix[id] ?? 0) > 0)
  useMixer(mix, state === 'on')
  useEffect(() => (isHeard ? meanToSound() : undefined), [isHeard])

  function change(id: string, volume: number) {
    // Moving a slider is a press: it may start to sound now.
    void unlockAudio()
    ambience.set('on')
    onMix({ ...mix, [id]: volume })
  }

  return (
    <Popover
      trigger={
        <ToolButton label="Sounds">
          {isHeard ? (
            <Volume2 aria-hidden="true" strokeWidth={1.75} />
          ) : (
            <VolumeX aria-hidden="true" strokeWidth={1.75} />
          )}
        </ToolButton>
      }
      title="Sounds"
      side="top"
      className="w-88"
    >
      <div className="grid">
        {sounds.map(({ id, name }) => {
          const Icon = icons[id] ?? Volume2
          return (
            <VolumeSlider
              key={id}
              label={name}
              volume={mix[id] ?? 0}
              icon={<Icon aria-hidden="true" strokeWidth={1.75} />}
              onVolume={(volume) => change(id, volume)}
            />
          )
        })}
        <div className="mt-2 grid gap-2 border-t border-glass-line pt-2">
          <VolumeSlider
            label="All"
            volume={mix[masterId] ?? masterVolume}
            icon={<Volume2 aria-hidden="true" strokeWidth={1.75} />}
            onVolume={(volume) => change(masterId, volume)}
          />
          <Button
            variant="secondary"
            aria-pressed={state !== 'on'}
            onClick={() => {
              void unlockAudio()
              toggleMute()
            }}
          >
            {state === 'on' ? 'Turn sounds off' : 'Turn sounds on'}
          </Button>
        </div>
      </div>
    </Popover>
  )
}

function VolumeSlider({
  label,
  volume,
  icon,
  onVolume,
}: {
  label: string
  volume: number
  icon: React.ReactNode
  onVolume: (volume: number) => void
}) {
  const percent = Math.round(volume * 100)
  return (
    <Slider
      label={label}
      icon={icon}
      min={0}
      max={100}
      step={5}
      value={percent}
      valueText={percent === 0 ? 'Off' : `${percent} %`}
      onChange={(event) => onVolume(event.target.valueAsNumber / 100)}
    />
  )
}

/** Lets the mix be heard. The code that makes sounds is loaded when the first one is wanted. */
function useMixer(mix: Mix, isOn: boolean): void {
  const mixerRef = useRef<Promise<Mixer | null>>(null)
  useEffect(() => {
    const isWanted = isOn && sounds.some(({ id }) => (mix[id] ?? 0) > 0)
    if (!isWanted && !mixerRef.current) return
    mixerRef.current ??= loadMixer()
    const audible = isOn ? mix : {}
    void mixerRef.current.then((mixer) => mixer?.set(audible))
  }, [mix, isOn])
  useEffect(
    () => () => {
      void mixerRef.current?.then((mixer) => mixer?.set({}))
    },
    [],
  )
}

async function loadMixer(): Promise<Mixer | null> {
  const context = audioContext()
  if (!context) return null
  const { createMixer } = await loadPatiently(() => import('./sounds/mixer'))
  return createMixer(context, sounds)
}
