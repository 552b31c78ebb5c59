'use client'

import { useEffect, useRef } from 'react'
import { useMediaQuery } from '@/components/ui/use-media-query'
import { playScene, type ScenePlayer } from './play-scene'
import { findScene } from './scenes'
import { useShownTheme } from './use-theme'

/** The living part of the backdrop. Adds nothing to the page until its code has come and the first frame is drawn. */
export function SceneCanvas({ sceneId }: { sceneId: string }) {
  const hostRef = useRef<HTMLDivElement>(null)
  const playerRef = useRef<ScenePlayer>(null)
  const isNight = useShownTheme() === 'dark'
  const isStill = useMediaQuery('(prefers-reduced-motion: reduce)')
  const wishes = useRef({ isNight, isStill })
  wishes.current = { isNight, isStill }

  useEffect(() => {
    const host = hostRef.current
    if (!host) return
    let isGone = false
    findScene(sceneId)
      .load()
      .then((create) => {
        if (isGone) return
        playerRef.current = playScene(host, create, wishes.current)
      })
      // Without its code (offline, say) the still picture simply stays.
      .catch(() => undefined)
    return () => {
      isGone = true
      playerRef.current?.stop()
      playerRef.current = null
    }
  }, [sceneId])

  useEffect(() => playerRef.current?.setNight(isNight), [isNight])
  useEffect(() => playerRef.current?.setStill(isStill), [isStill])

  return <div ref={hostRef} className="absolute inset-0" />
}
