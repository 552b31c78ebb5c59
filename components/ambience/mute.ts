import { createStore } from '@/components/ui/store'

/**
 * Whether the room's sounds are heard. `waiting`: a remembered mix, silent until the first press (browsers want one,
 * and nobody likes a page that begins to rain by itself).
 */
export const ambience = createStore<'waiting' | 'on' | 'off'>('waiting')

/** Sounds off and on. */
export function toggleMute(): void {
  ambience.set(ambience.get() === 'on' ? 'off' : 'on')
}

/** The timer was started: a mix that only waited begins. */
export function wakeAmbience(): void {
  if (ambience.get() === 'waiting') ambience.set('on')
}
