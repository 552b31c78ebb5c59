'use client'

import { cn } from '@/components/ui/cn'
import { useStore } from '@/components/ui/store'
import { SceneCanvas } from './scene-canvas'
import { sceneOverride } from './scene-override'
import { findScene } from './scenes'

/**
 * The scene behind a page: a still picture at once, the living one over it when its code has come. Pure decoration:
 * hidden from screen readers, never takes a press. `isDimmed` lays a veil over it, for pages full of panels. A page may
 * show another scene while it is open (`sceneOverride`).
 */
export function SceneBackdrop({ sceneId, isDimmed = false }: { sceneId?: string; isDimmed?: boolean }) {
  const override = useStore(sceneOverride)
  const scene = findScene(override?.sceneId ?? sceneId)
  const { Foreground } = scene
  return (
    <div
      aria-hidden="true"
      data-scene={scene.id}
      className={cn('pointer-events-none fixed inset-0 z-(--z-scene) overflow-hidden', scene.stillClassName)}
    >
      <SceneCanvas sceneId={scene.id} />
      {Foreground ? <Foreground /> : null}
      <div
        className={cn(
          'absolute inset-0 bg-veil transition-opacity duration-(--duration-fade)',
          (override?.isDimmed ?? isDimmed) ? 'opacity-100' : 'opacity-0',
        )}
      />
    </div>
  )
}
