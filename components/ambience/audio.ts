/** The page's one audio context. Browsers let it speak only after a press: `unlockAudio` belongs into press handlers. */
let context: AudioContext | null = null

/** How long a bell waits for the context to wake, in milliseconds: one that rings later only frightens. */
const bellPatienceMs = 3_000

/** Who means to be heard now. While there is anybody, a context that was put to sleep is woken again. */
const meant = new Set<symbol>()

/** The audio context, made at first use; null where there is none. */
export function audioContext(): AudioContext | null {
  if (typeof AudioContext === 'undefined') return null
  if (!context) {
    context = new AudioContext({ latencyHint: 'playback' })
    // A call, Siri or a locked screen puts it to sleep without asking us (on iOS as `interrupted`).
    context.addEventListener('statechange', wake)
  }
  return context
}

/** Lets the page make sounds from now on. Call it while handling a press; answers whether it may. */
export async function unlockAudio(): Promise<boolean> {
  const audio = audioContext()
  if (!audio) return false
  if (audio.state !== 'running') await audio.resume().catch(() => undefined)
  return audio.state === 'running'
}

/** The context, awake, for a sound that is due now; null when it may not sound or does not wake soon. */
export async function resumedAudio(): Promise<AudioContext | null> {
  let timeout: ReturnType<typeof setTimeout> | undefined
  const patience = new Promise<boolean>((resolve) => {
    timeout = setTimeout(() => resolve(false), bellPatienceMs)
  })
  const isAwake = await Promise.race([unlockAudio(), patience])
  clearTimeout(timeout)
  return isAwake ? context : null
}

/**
 * Says that something is meant to be heard, or will be (a bell at the end); what it answers says that no longer. Until
 * then the sound comes back after an interruption: by itself where the browser lets it, else with the page or the next
 * press.
 */
export function meanToSound(): () => void {
  const token = Symbol('sound')
  if (meant.size === 0) listen('addEventListener')
  meant.add(token)
  return () => {
    if (meant.delete(token) && meant.size === 0) listen('removeEventListener')
  }
}

/** Touches count as presses when they end, hence both. */
const presses = ['pointerdown', 'pointerup', 'keydown'] as const

function listen(how: 'addEventListener' | 'removeEventListener'): void {
  document[how]('visibilitychange', wake)
  window[how]('pageshow', wake)
  for (const press of presses) window[how](press, wakeByPress)
}

/** A page opened anew with a session under way has no context yet; the first press makes it. */
function wakeByPress(): void {
  if (audioContext()) wake()
}

function wake(): void {
  if (meant.size === 0 || document.hidden || !context || context.state === 'running') return
  // A refusal (no press yet, still interrupted) is expected: the next of these events tries again.
  void context.resume().catch(() => undefined)
}
