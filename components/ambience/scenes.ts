import type { ComponentType } from 'react'
import type { SceneFactory } from './scene-renderer'
import { RainyWindowForeground } from './scenes/rainy-window/foreground'

export type Scene = {
  id: string
  name: string
  /** Class of the still picture: shown before, without and under the living one. Painted in `stills.css`. */
  stillClassName: string
  /** What stands in front of the picture, moving or not: drawn in SVG and CSS, so that it is there from the start. */
  Foreground?: ComponentType
  /** Loads the drawing code only where it is needed. */
  load: () => Promise<SceneFactory>
}

/** Every scene there is. Adding one: a file under `scenes/`, a still in `stills.css`, a line here. */
export const scenes: readonly [Scene, ...Scene[]] = [
  {
    id: 'rainy-window',
    name: 'Rainy window',
    stillClassName: 'scene-still-rainy-window',
    Foreground: RainyWindowForeground,
    load: async () => (await import('./scenes/rainy-window')).createRainyWindow,
  },
  {
    id: 'library',
    name: 'Library',
    stillClassName: 'scene-still-library',
    load: async () => (await import('./scenes/library')).createLibrary,
  },
  {
    id: 'cafe',
    name: 'Cafe',
    stillClassName: 'scene-still-cafe',
    load: async () => (await import('./scenes/cafe')).createCafe,
  },
  {
    id: 'nature',
    name: 'Nature',
    stillClassName: 'scene-still-nature',
    load: async () => (await import('./scenes/nature')).createNature,
  },
  {
    id: 'ocean',
    name: 'Ocean',
    stillClassName: 'scene-still-ocean',
    load: async () => (await import('./scenes/ocean')).createOcean,
  },
  {
    id: 'mountains',
    name: 'Mountains',
    stillClassName: 'scene-still-mountains',
    load: async () => (await import('./scenes/mountains')).createMountains,
  },
  {
    id: 'space',
    name: 'Space',
    stillClassName: 'scene-still-space',
    load: async () => (await import('./scenes/space')).createSpace,
  },
  {
    id: 'minimal',
    name: 'Minimal',
    stillClassName: 'scene-still-minimal',
    load: async () => (await import('./scenes/minimal')).createMinimal,
  },
]

/** The scene with this id; the first one when there is none (an old preference, say). */
export function findScene(id: string | undefined): Scene {
  return scenes.find((scene) => scene.id === id) ?? scenes[0]
}
