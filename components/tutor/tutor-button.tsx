'use client'

import { MessageCircleQuestionMark } from 'lucide-react'
import dynamic from 'next/dynamic'
import { usePathname } from 'next/navigation'
import { useEffect } from 'react'
import { isCurrent } from '@/components/frame/nav-items'
import { Button } from '@/components/ui/button'
import { loadPatiently } from '@/components/ui/load-patiently'
import { OpeningNotice } from '@/components/ui/opening-notice'
import { useStore } from '@/components/ui/store'
import { useWasEver } from '@/components/ui/use-was-ever'
import { routes } from '@/lib/routes'
import { isTutorOpen, openTutor, resetTutorOpening } from './tutor-opening'

/** Comes at the first press, and stays: an answer under way goes on when the drawer is closed. */
const TutorDrawer = dynamic(() => loadPatiently(() => import('./tutor-drawer')), {
  ssr: false,
  loading: () => <OpeningNotice />,
})

/** Opens the tutor beside the page; on the tutor's own pages there is nothing to open. */
export function TutorButton() {
  const isAtTutor = isCurrent({ href: routes.tutor() }, usePathname())
  const isOpen = useStore(isTutorOpen) && !isAtTutor
  const isLoaded = useWasEver(isOpen)
  useEffect(() => {
    if (isAtTutor) isTutorOpen.set(false)
  }, [isAtTutor])
  useEffect(() => resetTutorOpening, [])
  return (
    <>
      {isAtTutor ? null : (
        <Button
          variant="ghost"
          size="icon"
          aria-label="Ask the tutor"
          aria-haspopup="dialog"
          title="Ask the tutor"
          onClick={() => openTutor()}
          className="rounded-full"
        >
          <MessageCircleQuestionMark aria-hidden="true" strokeWidth={1.75} className="size-5.5" />
        </Button>
      )}
      {isLoaded ? <TutorDrawer isOpen={isOpen} onOpenChange={isTutorOpen.set} /> : null}
    </>
  )
}
