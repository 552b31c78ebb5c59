import { masterId, masterVolume, type Sound } from './sounds'
import type { Voice } from './voice'

/** How fast a volume follows a hand or a switch: time constant in seconds. About a second to silence. */
const fadeSeconds = 0.25
/** Events are planned this far ahead, and looked after this often, in seconds. */
const aheadSeconds = 4
const lookSeconds = 1

/** Loudness is heard in ratios: a slider's middle is a quarter of the power. */
export const gainOf = (volume: number): number => Math.max(0, Math.min(1, volume)) ** 2

export type Mixer = {
  /** Fades to a mix: volume 0-1 by sound id. A sound is built when it is first heard and let go when it has faded. */
  set(mix: Readonly<Record<string, number>>): Promise<void>
}

type Channel = { level: GainNode; voice: Voice; plannedTo: number; silentFrom: number | null }

/** Plays ambient sounds together through one soft limiter. */
export function createMixer(context: AudioContext, sounds: readonly Sound[]): Mixer {
  const limiter = context.createDynamicsCompressor()
  limiter.threshold.value = -9
  limiter.ratio.value = 8
  const master = context.createGain()
  master.gain.value = 0
  master.connect(limiter).connect(context.destination)
  const channels = new Map<string, Channel>()
  let wanted: Readonly<Record<string, number>> = {}
  let look: ReturnType<typeof setInterval> | undefined

  const fade = (param: AudioParam, to: number) => {
    param.cancelScheduledValues(context.currentTime)
    param.setTargetAtTime(to, context.currentTime, fadeSeconds)
  }

  async function open(sound: Sound): Promise<Channel | null> {
    const create = await sound.load().catch(() => null)
    const existing = channels.get(sound.id)
    if (existing || !create) return existing ?? null
    const voice = create(context, Math.random)
    const level = context.createGain()
    level.gain.value = 0
    voice.output.connect(level).connect(master)
    const channel = { level, voice, plannedTo: context.currentTime, silentFrom: null }
    channels.set(sound.id, channel)
    return channel
  }

  function plan() {
    const now = context.currentTime
    for (const [id, channel] of channels) {
      if (channel.silentFrom !== null && now - channel.silentFrom > fadeSeconds * 12) {
        channel.voice.stop()
        channel.level.disconnect()
        channels.delete(id)
        continue
      }
      const from = Math.max(channel.plannedTo, now)
      const to = now + aheadSeconds
      if (to > from) channel.voice.schedule(from, to)
      channel.plannedTo = Math.max(channel.plannedTo, to)
    }
    if (channels.size > 0) return
    clearInterval(look)
    look = undefined
  }

  return {
    async set(mix) {
      wanted = mix
      fade(master.gain, gainOf(mix[masterId] ?? masterVolume))
      for (const sound of sounds) {
        const volume = mix[sound.id] ?? 0
        const channel = channels.get(sound.id) ?? (volume > 0 ? await open(sound) : null)
        if (!channel) continue
        // Loading took a moment: the newest wish counts.
        const target = wanted[sound.id] ?? 0
        fade(channel.level.gain, gainOf(target))
        channel.silentFrom = target > 0 ? null : (channel.silentFrom ?? context.currentTime)
      }
      plan()
      if (channels.size > 0) look ??= setInterval(plan, lookSeconds * 1_000)
    },
  }
}
