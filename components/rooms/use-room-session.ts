'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useIsLoggingOut } from '@/components/actions/logging-out'
import { useFormAction } from '@/components/actions/use-form-action'
import { useServerClock } from '@/components/clock/use-server-clock'
import { toast } from '@/components/ui/toast'
import { leaveRoomAction } from '@/lib/rooms/actions'
import type { RoomEvents } from '@/lib/rooms/events'
import { isUpTo, withAnswer, withPeopleChanged, withPeopleLeft, withRevision } from '@/lib/rooms/room-state'
import { can } from '@/lib/rooms/rules'
import type { Room, RoomPerson, RoomState } from '@/lib/rooms/views'
import { routes } from '@/lib/routes'
import { hostChangeText } from './host-change'
import { useLeaveBeacon } from './use-leave-beacon'
import { useQuietFocus } from './use-quiet-focus'
import { useRoomApi } from './use-room-api'
import { type Page, useRoomChat } from './use-room-chat'
import { useRoomReload } from './use-room-reload'
import { useRoomState } from './use-room-state'
import { useRoomTimer } from './use-room-timer'

const timerText: Record<string, string> = {
  start: 'started the timer',
  pause: 'paused the timer',
  resume: 'resumed the timer',
  skip: 'skipped to the next phase',
  reset: 'reset the timer',
  settings: 'changed the timer',
}

/** What the page was made with. */
export type RoomOpening = {
  room: Room
  people: RoomPerson[]
  messages: Page
  viewer: { id: string; username: string; avatarUrl: string | null; timeZone: string }
  /** The server's time when it made the page, in epoch milliseconds. */
  serverNowMs: number
}

/** One visit to a room: what is known of it, its timer and its chat, kept up to date until the person leaves. */
export function useRoomSession({ viewer, messages, serverNowMs, ...opening }: RoomOpening) {
  const router = useRouter()
  const { code } = opening.room
  const [left, leave, isGoing] = useFormAction(leaveRoomAction)
  const isLoggingOut = useIsLoggingOut()
  const isLeaving = isGoing || isLoggingOut
  const request = useRoomApi(isLeaving)
  useLeaveBeacon(code)
  const clock = useServerClock(serverNowMs)
  const timer = useRoomTimer(code, opening.room.timer, clock, serverNowMs)
  const quiet = useQuietFocus(viewer, timer.phase.state === 'running' && timer.phase.kind === 'focus')
  const { adopt } = timer
  const { room, people, change } = useRoomState({ room: opening.room, people: opening.people }, (before, after) => {
    for (const person of after.people) {
      const isNew = !before.people.some(({ id }) => id === person.id)
      if (isNew && person.id !== viewer.id) quiet.onArrival(person.username)
    }
    const handedOver = hostChangeText(before.room, after, viewer.id)
    if (handedOver) toast({ title: handedOver })
  })
  const reload = useRoomReload(code, request, (answer) => {
    change((state) => withAnswer(state, answer))
    adopt(answer.room.timer)
  })
  /** What an event makes of the room; it is asked for when the event does not say enough. */
  const follow = (next: (state: RoomState) => RoomState | null) => {
    if (!change(next) && !isLeaving) void reload()
  }

  const chat = useRoomChat(room, viewer.id, messages, request, {
    onRoom: () => {
      if (!isLeaving) void reload()
    },
    onPeople: (event) => follow((state) => withPeopleChanged(state, event, viewer.id)),
    onLeft: (gone) => follow((state) => withPeopleLeft(state, gone, viewer.id)),
    onRevision: (revision) => follow((state) => withRevision(state, revision)),
    onCursor: (cursor) => follow((state) => (isUpTo(state, cursor, timer.timer.version) ? state : null)),
    isLeaving,
    // Shut out, or left in another tab, or the room is gone, or it moved unheard.
    onRefused: () => {
      if (!isLeaving) void reload()
    },
    onTimer: (event: RoomEvents['timer.changed']) => {
      adopt(event.timer)
      if (event.by === viewer.id) return
      // Whom one does not see at the table stays nameless: they have just come, or a block stands between.
      const name = people.find(({ id }) => id === event.by)?.username ?? 'Someone'
      toast({ title: `${name} ${timerText[event.what] ?? 'changed the timer'}` })
    },
    onClosed: () => {
      const title = can(room.role, 'close') ? 'You have closed this room' : 'The host has closed this room'
      toast({ title, description: 'What you studied is yours to keep.' })
      router.push(routes.dashboard)
    },
    onMessage: quiet.onMessage,
  })

  useResumeAfterFailedLeave(isLeaving, () => {
    void chat.repair()
    void reload()
  })
  useEffect(() => {
    if (left.status === 'error') toast({ title: 'You are still here', description: left.message, tone: 'warning' })
  }, [left])

  return { room, people, chat, timer, clock, request, reload, leave, isLeaving }
}

/** Leaving did not work, and the person is still here: what was not asked meanwhile is asked now. */
function useResumeAfterFailedLeave(isLeaving: boolean, onResume: () => void): void {
  const catchUp = useEffectEvent(onResume)
  const wasLeaving = useRef(false)
  useEffect(() => {
    if (wasLeaving.current && !isLeaving) catchUp()
    wasLeaving.current = isLeaving
  }, [isLeaving])
}
