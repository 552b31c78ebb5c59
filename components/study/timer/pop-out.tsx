'use client'

import { PictureInPicture2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { toast } from '@/components/ui/toast'
import { ToolButton } from '@/components/ui/tool-button'
import { useTimer } from '../desk/desk-context'
import { DiscButtons } from './timer-disc'
import { TimerFace } from './timer-face'
import type { TimerCommands } from './use-timer-commands'

/** Document Picture-in-Picture, where a browser has it: a small window that stays on top. */
type PictureInPicture = { requestWindow(options: { width: number; height: number }): Promise<Window> }

const size = { width: 340, height: 230 }

/** The timer in a small window of its own; a plain pop-up where it cannot stay on top. */
export function PopOut({ idleMinutes, commands }: { idleMinutes: number | null; commands: TimerCommands }) {
  const [view, setView] = useState<Window | null>(null)

  useEffect(() => {
    if (!view) return
    const forget = () => setView(null)
    view.addEventListener('pagehide', forget)
    const close = () => view.close()
    window.addEventListener('pagehide', close)
    return () => {
      view.removeEventListener('pagehide', forget)
      window.removeEventListener('pagehide', close)
      view.close()
    }
  }, [view])

  async function open() {
    if (view) return setView(null)
    const opened = await openView()
    if (!opened) {
      toast({ title: 'The browser blocked the window', description: 'Allow pop-ups for this site, then try again.' })
      return
    }
    copyStyles(opened)
    setView(opened)
  }

  return (
    <>
      <ToolButton
        label={view ? 'Close the pop-out timer' : 'Pop-out timer'}
        className="hidden md:inline-flex"
        onClick={open}
      >
        <PictureInPicture2 aria-hidden="true" strokeWidth={1.75} />
      </ToolButton>
      {view ? createPortal(<SmallTimer idleMinutes={idleMinutes} commands={commands} />, view.document.body) : null}
    </>
  )
}

async function openView(): Promise<Window | null> {
  const pip = (window as Window & { documentPictureInPicture?: PictureInPicture }).documentPictureInPicture
  try {
    if (pip) return await pip.requestWindow(size)
  } catch {
    // Embedded or not allowed: the pop-up below.
  }
  return window.open('', 'cafe-timer', `popup,width=${size.width},height=${size.height}`)
}

/** Our styles, theme and language in the new window, which starts bare. */
function copyStyles(view: Window) {
  const { document: target } = view
  target.title = 'Timer · VirtualCafe'
  const { className, lang, dataset } = document.documentElement
  Object.assign(target.documentElement, { className, lang })
  if (dataset.theme) target.documentElement.dataset.theme = dataset.theme
  target.head.replaceChildren()
  for (const sheet of document.querySelectorAll('link[rel="stylesheet"], style')) {
    const copy = target.importNode(sheet, true) as HTMLElement
    if (sheet instanceof HTMLElement && sheet.nonce) copy.nonce = sheet.nonce
    target.head.append(copy)
  }
}

function SmallTimer({ idleMinutes, commands }: { idleMinutes: number | null; commands: TimerCommands }) {
  const timer = useTimer()
  return (
    <main className="grid min-h-dvh place-content-center place-items-center gap-3 bg-canvas p-4 text-ink">
      <TimerFace idleMinutes={idleMinutes} isRingHidden />
      <div className="flex items-center gap-2">
        <DiscButtons timer={timer} commands={commands} />
      </div>
    </main>
  )
}
