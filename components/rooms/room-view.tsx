'use client'

import { WifiOff } from 'lucide-react'
import { useCallback, useState } from 'react'
import { RoomQuiz } from '@/components/tutor/room-quiz/room-quiz'
import { Badge } from '@/components/ui/badge'
import { can } from '@/lib/rooms/rules'
import type { MessageView } from '@/lib/rooms/views'
import { ChatPanel } from './chat-panel'
import { FocusResults } from './focus-results'
import { PeoplePanel, PeopleStrip } from './people-panel'
import type { Reported } from './report-dialog'
import { RoomDialogs } from './room-dialogs'
import { RoomHeader } from './room-header'
import { TimerPanel } from './timer-panel'
import { usePersonTools } from './use-person-tools'
import { type RoomOpening, useRoomSession } from './use-room-session'

/** A room from the inside: the timer, who is at the table, and what is said. */
export function RoomView({
  shareUrl,
  ownChannel,
  ...opening
}: RoomOpening & {
  shareUrl: string
  /** The viewer's own, which says what their focus earned. */
  ownChannel: string
}) {
  const { viewer } = opening
  const { room, people, chat, timer, clock, request, reload, leave, isLeaving } = useRoomSession(opening)
  const quiz = { code: room.code, channel: chat.channel, request, clock, isLeaving, people: people.length }
  const [reported, setReported] = useState<Reported | null>(null)
  const reportMessage = useCallback(
    ({ seq, author }: MessageView) => setReported({ seq, username: author?.username ?? 'this message' }),
    [],
  )
  const [isSettingsOpen, setIsSettingsOpen] = useState(false)
  const openSettings = useCallback(() => setIsSettingsOpen(true), [])
  const { tools, question, answer, withdraw } = usePersonTools(room, reload, setReported)
  const table = {
    people,
    online: chat.online,
    viewerId: viewer.id,
    seats: room.maxMembers,
    phase: timer.phase,
    tools,
  }
  const isHost = can(room.role, 'moderate')

  return (
    <div className="grid h-(--page-height) min-h-[26rem] grid-rows-[auto_auto_auto_minmax(0,1fr)] gap-2 md:gap-4 lg:grid-rows-[auto_minmax(0,1fr)]">
      <RoomHeader room={room} shareUrl={shareUrl} onSettings={isHost ? openSettings : undefined} onLeave={leave}>
        {chat.status === 'offline' ? (
          <Badge tone="warning" role="status">
            <WifiOff aria-hidden="true" />
            Reconnecting… you can keep writing
          </Badge>
        ) : null}
      </RoomHeader>
      <div className="contents lg:grid lg:min-h-0 lg:grid-cols-[minmax(0,1fr)_19rem] lg:grid-rows-[auto_minmax(0,1fr)] lg:gap-4">
        <TimerPanel
          timer={timer}
          clock={clock}
          canSet={can(room.role, 'setTimer')}
          className="lg:col-start-2 lg:row-start-1"
        />
        <PeopleStrip {...table} className="lg:hidden" />
        <PeoplePanel
          {...table}
          className="max-lg:hidden lg:col-start-2 lg:relative lg:row-start-2 lg:overflow-y-auto"
        />
        <div className="flex min-h-0 flex-col gap-2 md:gap-4 lg:col-start-1 lg:row-span-2 lg:row-start-1">
          <RoomQuiz {...quiz} phase={timer.phase} />
          <ChatPanel
            chat={chat}
            request={request}
            room={room}
            people={people}
            viewer={viewer}
            onReport={reportMessage}
            className="flex-1"
          />
        </div>
      </div>
      <FocusResults channel={ownChannel} />
      <RoomDialogs
        room={room}
        question={question}
        onAnswer={answer}
        onWithdraw={withdraw}
        reported={reported}
        onReportClose={() => setReported(null)}
        isSettingsOpen={isSettingsOpen}
        onSettingsOpenChange={setIsSettingsOpen}
      />
    </div>
  )
}
