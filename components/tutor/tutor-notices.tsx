'use client'

import { FormMessage } from '@/components/ui/callout'
import { ReadinessCallout } from './readiness-callout'
import type { TutorStore } from './tutor-store'
import { useTutorPart } from './use-tutor'

/** What has to be said above the box. On a low screen it scrolls rather than push the box out of sight. */
export function TutorNotices({ store }: { store: TutorStore }) {
  const readiness = useTutorPart(store, (state) => state.readiness)
  const notice = useTutorPart(store, (state) => state.notice)
  const isUnconfigured = notice?.code === 'not-configured'
  // What is wrong with the words stands beside them.
  const message = notice && !isUnconfigured && notice.code !== 'invalid' ? notice.message : null
  if (readiness === 'ready' && !message) return null
  return (
    <div className="relative mx-auto grid min-h-0 w-full max-w-3xl gap-2 overflow-y-auto px-3 py-2">
      <ReadinessCallout readiness={readiness} isAlert={isUnconfigured} />
      {message ? <FormMessage tone="warning">{message}</FormMessage> : null}
    </div>
  )
}
