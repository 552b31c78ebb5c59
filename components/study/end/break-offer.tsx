'use client'

import { lazy, Suspense, useEffect, useState } from 'react'
import { loadPatiently } from '@/components/ui/load-patiently'
import { useBreakId } from './use-break-id'

const BreakRecall = lazy(() => loadPatiently(() => import('@/components/tutor/recall/break-recall')))

/** What a break offers beside rest: questions to recall. Nothing of it is loaded before the first break of a visit. */
export function BreakOffer() {
  const breakId = useBreakId()
  const [isWanted, setWanted] = useState(false)
  useEffect(() => {
    if (breakId !== null) setWanted(true)
  }, [breakId])
  if (!isWanted) return null
  return (
    <div className="flex max-w-full justify-center empty:hidden lg:[@media(min-height:54rem)]:absolute lg:[@media(min-height:54rem)]:bottom-0">
      <Suspense fallback={null}>
        <BreakRecall breakId={breakId} />
      </Suspense>
    </div>
  )
}
