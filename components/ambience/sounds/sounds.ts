import type { CreateVoice } from './voice'

export type Sound = {
  id: string
  name: string
  /** Loads the code that makes it, only where it is wanted. */
  load: () => Promise<CreateVoice>
}

/** Every ambient sound there is, in the order of the mixer. All are synthesised; there are no files. */
export const sounds: readonly Sound[] = [
  { id: 'rain', name: 'Rain', load: async () => (await import('./rain')).createRain },
  { id: 'cafe', name: 'Cafe', load: async () => (await import('./cafe')).createCafe },
  { id: 'fire', name: 'Fire', load: async () => (await import('./fire')).createFire },
  { id: 'ocean', name: 'Ocean', load: async () => (await import('./ocean')).createOcean },
  { id: 'forest', name: 'Forest', load: async () => (await import('./forest')).createForest },
  { id: 'white-noise', name: 'White noise', load: async () => (await import('./white-noise')).createWhiteNoise },
  { id: 'brown-noise', name: 'Brown noise', load: async () => (await import('./brown-noise')).createBrownNoise },
]

/** The id under which the volume of all of them is kept in a mix. */
export const masterId = 'master'
export const masterVolume = 0.7
