'use client'

import { useState } from 'react'
import type { StudyRoom } from '@/lib/study/session/queries'
import { createRoom } from './desk/create-desk'
import { RoomProvider } from './desk/desk-context'
import { useRoomNews } from './desk/use-desk-events'
import { useRoomSync } from './desk/use-desk-sync'
import { EndSignals } from './end/end-signals'
import { ResultMoment } from './end/result-moment'
import { StudyStage } from './study-stage'
import { TaskPanel } from './tasks/task-panel'

/** The solo study room: the timer in the middle of its scene, tasks beside it, everything else a press away. */
export function SoloStudy({ initial, channel }: { initial: StudyRoom; channel: string }) {
  const [room] = useState(() => createRoom(initial))
  useRoomSync(room)
  useRoomNews(room, channel)
  return (
    <RoomProvider room={room}>
      <h1 className="sr-only">Study</h1>
      <div className="grid gap-4 lg:min-h-(--page-height) lg:grid-cols-[minmax(0,1fr)_22rem] xl:grid-cols-[minmax(0,1fr)_25rem]">
        <StudyStage />
        <TaskPanel today={initial.today} />
      </div>
      <EndSignals />
      <ResultMoment />
    </RoomProvider>
  )
}
