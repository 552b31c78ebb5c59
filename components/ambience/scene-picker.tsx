'use client'

import { Check, Image } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import { Popover } from '@/components/ui/popover'
import { ToolButton } from '@/components/ui/tool-button'
import { type Scene, scenes } from './scenes'

/** The backgrounds to choose from, each as its still: nothing of a scene is loaded before it is chosen. */
export function ScenePicker({ sceneId, onPick }: { sceneId: string; onPick: (sceneId: string) => void }) {
  return (
    <Popover
      trigger={
        <ToolButton label="Background">
          <Image aria-hidden="true" strokeWidth={1.75} />
        </ToolButton>
      }
      title="Background"
      side="top"
      className="w-88"
    >
      <fieldset>
        <legend className="sr-only">Background</legend>
        <div className="grid grid-cols-2 gap-2.5">
          {scenes.map((scene) => (
            <label
              key={scene.id}
              className="group relative grid gap-1 rounded-md p-1 text-sm text-ink-soft hover:text-ink has-checked:font-medium has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-ring"
            >
              <input
                type="radio"
                name="scene"
                value={scene.id}
                checked={scene.id === sceneId}
                onChange={() => onPick(scene.id)}
                className="absolute inset-0 size-full cursor-pointer appearance-none outline-none"
              />
              <span className="relative block h-18 overflow-hidden rounded-sm border border-line group-has-checked:border-accent">
                <Miniature scene={scene} />
                <Check
                  aria-hidden="true"
                  strokeWidth={2.5}
                  className="absolute top-1.5 right-1.5 hidden size-5 rounded-full bg-accent p-0.75 text-on-accent group-has-checked:block"
                />
              </span>
              <span className="px-0.5">{scene.name}</span>
            </label>
          ))}
        </div>
      </fieldset>
    </Popover>
  )
}

/** The whole still, seen from afar: stills are painted for a whole screen, some of their shapes in fixed sizes. */
function Miniature({ scene }: { scene: Scene }) {
  return (
    <span
      aria-hidden="true"
      className={cn('absolute top-0 left-0 block size-[800%] origin-top-left scale-[0.125]', scene.stillClassName)}
    />
  )
}
