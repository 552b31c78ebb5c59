'use client'

import { useEffect } from 'react'
import { countdownTitle } from '@/components/clock/tab-title'
import { useTabTitle } from '@/components/clock/use-timer-signals'
import type { Desk } from '../desk/create-desk'
import { type Face, faceAt } from '../timer/face'
import type { TimerSnapshot } from '../timer/timer-state'

const names = { focus: 'Focus', break: 'Break', flow: 'Flow' } as const

/** What the tab's title says. Null: the page's own title. */
function tabTitle({ running, phase }: Pick<TimerSnapshot, 'running' | 'phase'>, face: Face): string | null {
  if (!running) return null
  const name = names[running.kind]
  if (phase === 'due' || phase === 'overrun') return `${name} is over · VirtualCafe`
  return countdownTitle(face.words, phase === 'paused' ? 'Paused' : name)
}

/** The countdown in the tab: title and icon, each second, also while the tab is hidden. */
export function useTabCountdown({ timer, clock }: Desk): void {
  const face = () => faceAt(timer.getSnapshot().running, clock.now(), null)
  useTabTitle({ title: () => tabTitle(timer.getSnapshot(), face()), subscribe: timer.subscribe })
  useEffect(() => {
    const icon = createIcon()
    function show() {
      const { running, phase } = timer.getSnapshot()
      if (!running) return icon.restore()
      icon.draw(faceAt(running, clock.now(), null).fraction, running.kind === 'break', phase === 'paused')
    }
    show()
    const interval = setInterval(show, 500)
    const stop = timer.subscribe(show)
    return () => {
      clearInterval(interval)
      stop()
      icon.restore()
    }
  }, [timer, clock])
}

const size = 64

/** A ring that empties, in place of the page's icon. Drawn only when it looks different. */
function createIcon() {
  const links = [...document.querySelectorAll<HTMLLinkElement>('link[rel~="icon"]')]
  const own = links.map(({ href, type }) => ({ href, type }))
  const canvas = document.createElement('canvas')
  canvas.width = size
  canvas.height = size
  let drawn = ''
  return {
    draw(fraction: number, isBreak: boolean, isPaused: boolean) {
      const steps = Math.ceil(fraction * 48)
      const look = `${steps}/${isBreak}/${isPaused}`
      const pen = canvas.getContext('2d')
      if (look === drawn || !pen) return
      drawn = look
      drawRing(pen, steps / 48, isBreak, isPaused)
      const picture = canvas.toDataURL('image/png')
      for (const link of links) Object.assign(link, { href: picture, type: 'image/png' })
    },
    restore() {
      if (drawn === '') return
      drawn = ''
      links.forEach((link, index) => {
        Object.assign(link, own[index])
      })
    },
  }
}

function drawRing(pen: CanvasRenderingContext2D, fraction: number, isBreak: boolean, isPaused: boolean) {
  // Tab bars are light or dark whatever our theme is: mid tones stand on both.
  const color = isBreak ? 'oklch(0.62 0.09 205)' : 'oklch(0.66 0.14 50)'
  pen.clearRect(0, 0, size, size)
  pen.lineWidth = 11
  pen.lineCap = 'round'
  pen.strokeStyle = color
  pen.globalAlpha = 0.28
  pen.beginPath()
  pen.arc(size / 2, size / 2, 24, 0, 2 * Math.PI)
  pen.stroke()
  pen.globalAlpha = isPaused ? 0.6 : 1
  pen.beginPath()
  pen.arc(size / 2, size / 2, 24, -Math.PI / 2, -Math.PI / 2 + 2 * Math.PI * Math.max(0.02, fraction))
  pen.stroke()
  pen.globalAlpha = 1
}
