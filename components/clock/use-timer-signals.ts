'use client'

import { useEffect, useEffectEvent } from 'react'
import { meanToSound, resumedAudio } from '@/components/ambience/audio'
import { ringBell } from '@/components/ambience/bell'
import { createTabTitle } from './tab-title'

/** How often the tab is written anew, in milliseconds: a second shows at most this late. */
const showEveryMs = 500

type Source = {
  /** What the tab says now; null: the page's own title. */
  title: () => string | null
  /** Tells of a change that the tab should not wait for; answers the way to stop. */
  subscribe?: ((onChange: () => void) => () => void) | undefined
}

/** The countdown in the tab's title, also while the tab is hidden. */
export function useTabTitle({ title, subscribe }: Source): void {
  const read = useEffectEvent(title)
  useEffect(() => {
    const tab = createTabTitle(document)
    const show = () => tab.show(read())
    show()
    const interval = setInterval(show, showEveryMs)
    const stop = subscribe?.(show)
    return () => {
      clearInterval(interval)
      stop?.()
      tab.show(null)
    }
  }, [subscribe])
}

/** While `isMeant`, the sound is kept ready for a bell: browsers let it ring only after somebody pressed something. */
export function useBellReady(isMeant: boolean): void {
  useEffect(() => (isMeant ? meanToSound() : undefined), [isMeant])
}

/** The bell at the end. It is woken first: the sound may sleep since the press that allowed it. */
export async function ringEnd(ended: 'focus' | 'break'): Promise<void> {
  const audio = await resumedAudio()
  if (audio) ringBell(audio, audio.destination, audio.currentTime + leadSeconds, ended)
}

/** So that the first stroke is not cut off. */
const leadSeconds = 0.05
