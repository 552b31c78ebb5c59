/** The page's one audio context. Browsers let it speak only after a press: `unlockAudio` belongs into press handlers. */
let context: AudioContext | null = null

/** The audio context, made at first use; null where there is none. */
export function audioContext(): AudioContext | null {
  if (typeof AudioContext === 'undefined') return null
  context ??= new AudioContext({ latencyHint: 'playback' })
  return context
}

/** Lets the page make sounds from now on. Call it while handling a press; answers whether it may. */
export async function unlockAudio(): Promise<boolean> {
  const audio = audioContext()
  if (!audio) return false
  if (audio.state !== 'running') await audio.resume().catch(() => undefined)
  return audio.state === 'running'
}
