'use client'

import { usePathname, useRouter } from 'next/navigation'
import { setTheme } from '@/components/ambience/use-theme'
import { openTutor, tutorDraft } from '@/components/tutor/tutor-opening'
import { routes } from '@/lib/routes'
import { isCurrent } from '../nav-items'
import { logOutFormId } from '../user-menu'
import type { CommandEffect } from './palette-commands'

/** Carries out what was chosen in the palette. */
export function useRunCommand(): (effect: CommandEffect) => void {
  const router = useRouter()
  const pathname = usePathname()

  /** On the tutor's own pages there is no drawer: the page has a composer, or leads to it. */
  function askTutor(draft: string) {
    if (!isCurrent({ href: routes.tutor() }, pathname)) return openTutor(draft)
    tutorDraft.set(draft)
    if (pathname !== routes.tutor()) router.push(routes.tutor())
  }

  return (effect) => {
    switch (effect.type) {
      case 'go':
        return router.push(effect.href)
      case 'ask-tutor':
        return askTutor(effect.draft)
      case 'set-theme':
        return setTheme(effect.theme)
      case 'log-out':
        return document.querySelector<HTMLFormElement>(`form#${logOutFormId}`)?.requestSubmit()
    }
  }
}
