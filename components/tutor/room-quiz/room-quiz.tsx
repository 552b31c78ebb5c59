'use client'

import dynamic from 'next/dynamic'
import type { ComponentProps } from 'react'
import { loadPatiently } from '@/components/ui/load-patiently'
import type { TimerMoment } from '@/lib/rooms/timer/rules'
import { breakEndMs } from '@/lib/tutor/room-quiz/rules'
import type QuizPanelType from './quiz-panel'

const QuizPanel = dynamic(() => loadPatiently(() => import('./quiz-panel')), { ssr: false })

type Props = Omit<ComponentProps<typeof QuizPanelType>, 'endsAtMs'> & {
  phase: Pick<TimerMoment, 'state' | 'kind' | 'endsAtMs'>
}

/** The quiz of a room, in its breaks: outside of them nothing is shown, and before the first nothing is loaded. */
export function RoomQuiz({ phase, ...place }: Props) {
  const endsAtMs = breakEndMs(phase)
  return endsAtMs === null ? null : <QuizPanel key={endsAtMs} {...place} endsAtMs={endsAtMs} />
}
