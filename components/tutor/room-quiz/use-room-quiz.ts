'use client'

import { useCallback, useEffect, useState } from 'react'
import { callServer, Refused } from '@/components/actions/call-server'
import { failureOf } from '@/components/actions/failures'
import type { ServerClock } from '@/components/clock/server-clock'
import { useChannel } from '@/components/realtime/use-channel'
import type { RoomRequest } from '@/components/rooms/use-room-api'
import type { RoomEvents } from '@/lib/rooms/events'
import { routes } from '@/lib/routes'
import type { QuizView } from '@/lib/tutor/room-quiz/view'
import { createQuizWatch } from './create-quiz-watch'

/** What a room's page knows that its quiz needs. */
export type QuizPlace = {
  code: string
  /** The room's channel as it is called now. */
  channel: string
  request: RoomRequest
  clock: ServerClock
  isLeaving: boolean
}

type Answer = { quiz: QuizView | null }

/** What is chosen here and not yet confirmed, of one question. */
type Sent = { quizId: string; index: number; choice: number }

/**
 * The quiz of a room on this screen: `undefined` until the server has been asked, null when there is none. `problem` says
 * why the last press failed.
 */
export function useRoomQuiz({ code, channel, request, clock, isLeaving }: QuizPlace) {
  const [quiz, setQuiz] = useState<QuizView | null>()
  const [sent, setSent] = useState<Sent | null>(null)
  const [isStarting, setIsStarting] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [watch] = useState(() =>
    createQuizWatch({
      ask: async () => (await request<Answer>(routes.roomQuiz(code))).quiz,
      now: clock.now,
      onQuiz: setQuiz,
    }),
  )
  const quizId = quiz?.id
  // What was said of a start does not concern the quiz that somebody else began.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the change itself is what matters
  useEffect(() => setProblem(null), [quizId])
  useEffect(() => {
    watch.start()
    return watch.stop
  }, [watch])
  useChannel<RoomEvents>(channel, { 'quiz.changed': watch.askSoon }, watch.askSoon, { isLeaving })

  const start = useCallback(async () => {
    setIsStarting(true)
    setProblem(null)
    try {
      watch.show((await callServer<Answer>(routes.roomQuiz(code), {})).quiz)
    } catch (error) {
      setProblem(failureOf(error).message)
    } finally {
      setIsStarting(false)
    }
  }, [code, watch])

  const answer = useCallback(
    async ({ quizId, index, choice }: Sent) => {
      setSent({ quizId, index, choice })
      setProblem(null)
      try {
        const body = { quizId, questionIndex: index, choice }
        watch.show((await callServer<Answer>(routes.roomQuizAnswer(code), body)).quiz)
      } catch (error) {
        setProblem(failureOf(error).message)
        // Too late, or answered on another device: how it stands is known to the server.
        if (error instanceof Refused) watch.askSoon()
      }
      setSent(null)
    },
    [code, watch],
  )
  return { quiz, sent, isStarting, problem, start, answer }
}
