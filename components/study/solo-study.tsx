'use client'

import { useState } from 'react'
import type { StudyDesk } from '@/lib/study/session/queries'
import { createDesk } from './desk/create-desk'
import { DeskProvider } from './desk/desk-context'
import { useDeskEvents } from './desk/use-desk-events'
import { useDeskSync } from './desk/use-desk-sync'
import { EndSignals } from './end/end-signals'
import { ResultMoment } from './end/result-moment'
import { StudyStage } from './study-stage'
import { TaskPanel } from './tasks/task-panel'

/** The solo study desk: the timer in the middle of its scene, tasks beside it, everything else a press away. */
export function SoloStudy({ initial, channel }: { initial: StudyDesk; channel: string }) {
  const [desk] = useState(() => createDesk(initial))
  useDeskSync(desk)
  useDeskEvents(desk, channel)
  return (
    <DeskProvider desk={desk}>
      <h1 className="sr-only">Study</h1>
      <div className="grid gap-4 lg:min-h-(--page-height) lg:grid-cols-[minmax(0,1fr)_22rem] xl:grid-cols-[minmax(0,1fr)_25rem]">
        <StudyStage />
        <TaskPanel />
      </div>
      <EndSignals />
      <ResultMoment />
    </DeskProvider>
  )
}
