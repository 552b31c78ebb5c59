'use client'

import { WifiOff } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { useFormAction } from '@/components/actions/use-form-action'
import { useServerClock } from '@/components/clock/use-server-clock'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Badge } from '@/components/ui/badge'
import { toast } from '@/components/ui/toast'
import {
  blockPersonAction,
  leaveRoomAction,
  muteMemberAction,
  removeMemberAction,
  transferHostAction,
} from '@/lib/rooms/actions'
import type { RoomEvents } from '@/lib/rooms/events'
import { isUpTo, withAnswer, withPeopleChanged, withPeopleLeft, withRevision } from '@/lib/rooms/room-state'
import { can } from '@/lib/rooms/rules'
import type { MessageView, Room, RoomPerson, RoomState } from '@/lib/rooms/views'
import { routes } from '@/lib/routes'
import { Refused } from './api'
import { ChatPanel } from './chat-panel'
import { FocusResults } from './focus-results'
import { noteInside } from './last-room'
import { PeoplePanel, PeopleStrip, type PersonTools } from './people-panel'
import { ReportDialog, type Reported } from './report-dialog'
import { RoomHeader } from './room-header'
import { RoomSettings } from './room-settings'
import { TimerPanel } from './timer-panel'
import { useLeaveBeacon } from './use-leave-beacon'
import { useQuietFocus } from './use-quiet-focus'
import { type RoomRequest, useRoomApi } from './use-room-api'
import { type Page, useRoomChat } from './use-room-chat'
import { useRoomState } from './use-room-state'
import { useRoomTimer } from './use-room-timer'

type Viewer = { id: string; username: string; avatarUrl: string | null; timeZone: string }

const timerText: Record<string, string> = {
  start: 'started the timer',
  pause: 'paused the timer',
  resume: 'resumed the timer',
  skip: 'skipped to the next phase',
  reset: 'reset the timer',
  settings: 'changed the timer',
}

/** A room from the inside: the timer, who is at the table, and what is said. */
export function RoomView({
  room: firstRoom,
  people: firstPeople,
  messages,
  viewer,
  ownChannel,
  shareUrl,
  serverNowMs,
}: {
  room: Room
  people: RoomPerson[]
  messages: Page
  viewer: Viewer
  /** The viewer's own, which says what their focus earned. */
  ownChannel: string
  shareUrl: string
  serverNowMs: number
}) {
  const router = useRouter()
  const { code } = firstRoom
  const [left, leave, isLeaving] = useFormAction(leaveRoomAction)
  const request = useRoomApi(isLeaving)
  useLeaveBeacon(code)
  const clock = useServerClock(serverNowMs)
  const timer = useRoomTimer(code, firstRoom.timer, clock, serverNowMs)
  const quiet = useQuietFocus(viewer, timer.phase.state === 'running' && timer.phase.kind === 'focus')
  const { adopt } = timer
  const { room, people, change } = useRoomState({ room: firstRoom, people: firstPeople }, (before, after) => {
    for (const person of after.people) {
      const isNew = !before.people.some(({ id }) => id === person.id)
      if (isNew && person.id !== viewer.id) quiet.onArrival(person.username)
    }
    const handedOver = hostChange(before.room, after, viewer.id)
    if (handedOver) toast({ title: handedOver })
  })
  const reload = useReload(code, request, (answer) => {
    change((state) => withAnswer(state, answer))
    adopt(answer.room.timer)
  })
  /** What an event makes of the room; it is asked for when the event does not say enough. */
  const follow = (next: (state: RoomState) => RoomState | null) => {
    if (!change(next) && !isLeaving) void reload()
  }

  const chat = useRoomChat(room.code, room.channel, messages, request, {
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
    onTimer: (news: RoomEvents['timer.changed']) => {
      adopt(news.timer)
      if (news.by === viewer.id) return
      // Whom one does not see at the table stays nameless: they have just come, or a block stands between.
      const name = people.find(({ id }) => id === news.by)?.username ?? 'Someone'
      toast({ title: `${name} ${timerText[news.what] ?? 'changed the timer'}` })
    },
    onClosed: () => {
      toast({ title: 'The host has closed this room', description: 'What you studied is yours to keep.' })
      router.push(routes.dashboard)
    },
    onMessage: quiet.onMessage,
  })

  useRegularCheck(reload)
  useResumeAfterFailedLeave(isLeaving, () => {
    if (left.status === 'error') toast({ title: 'You are still here', description: left.message, tone: 'warning' })
    void chat.repair()
    void reload()
  })

  const [reported, setReported] = useState<Reported | null>(null)
  const reportMessage = useCallback(
    ({ seq, author }: MessageView) => setReported({ seq, username: author?.username ?? 'this message' }),
    [],
  )
  const [isSettingsOpen, setIsSettingsOpen] = useState(false)
  const openSettings = useCallback(() => setIsSettingsOpen(true), [])
  const { tools, question } = usePersonTools(room, reload, setReported)
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
        <ChatPanel
          chat={chat}
          request={request}
          room={room}
          people={people}
          viewer={viewer}
          onReport={reportMessage}
          className="lg:col-start-1 lg:row-span-2 lg:row-start-1"
        />
      </div>
      {question}
      <FocusResults channel={ownChannel} />
      <ReportDialog code={room.code} reported={reported} onClose={() => setReported(null)} />
      {isHost ? <RoomSettings room={room} isOpen={isSettingsOpen} onOpenChange={setIsSettingsOpen} /> : null}
    </div>
  )
}

/** What to tell the viewer when somebody else is host than before; null when nothing changed. */
function hostChange(before: Room, { room, people }: RoomState, viewerId: string): string | null {
  if (room.hostId === before.hostId && room.ownerId === before.ownerId) return null
  const word = { owner: 'the owner of this room', host: 'the host', acting: 'the acting host' }
  if (room.role !== 'member') return room.role === before.role ? null : `You are ${word[room.role]} now`
  const host = people.find(({ id }) => id === room.hostId && id !== viewerId)
  if (!host) return null
  return `${host.username} is ${host.isOwner || room.ownerId === null ? 'the host' : 'the acting host'} now`
}

/**
 * The page anew, as somebody who opens it now gets it: the door, or nothing at all. Nothing of the room stays in memory,
 * which a refresh in place would not promise.
 */
function comeInAgain(): void {
  noteInside(window.location.pathname)
  window.location.reload()
}

/** Not a member any more, or not signed in. */
const isShutOut = ({ code }: Refused) => code === 'not-found' || code === 'unauthenticated' || code === 'unverified'

/** Asks for the room and its people again, one request at a time; a call meanwhile makes it ask once more. */
function useReload(code: string, request: RoomRequest, onState: (state: RoomState) => void): () => Promise<void> {
  const latest = useRef(onState)
  useEffect(() => {
    latest.current = onState
  })
  const asking = useRef<'idle' | 'asking' | 'again'>('idle')
  return useCallback(async () => {
    if (asking.current !== 'idle') {
      asking.current = 'again'
      return
    }
    try {
      do {
        asking.current = 'asking'
        latest.current(await request<RoomState>(routes.roomState(code)))
      } while ((asking.current as string) === 'again')
    } catch (error) {
      // No network, or too many questions: the next connection asks again.
      if (error instanceof Refused && isShutOut(error)) comeInAgain()
    } finally {
      asking.current = 'idle'
    }
  }, [code, request])
}

/** How often a page in view asks for the room without being told to, in milliseconds. */
const checkEveryMs = 60_000

/**
 * An event may be lost, and the word that the channel moved is one: whoever misses it sits in silence. So the room is asked
 * for now and then, and whenever the page comes back into view.
 */
function useRegularCheck(reload: () => Promise<void>): void {
  useEffect(() => {
    const check = () => document.visibilityState === 'visible' && void reload()
    const interval = setInterval(check, checkEveryMs)
    document.addEventListener('visibilitychange', check)
    return () => {
      clearInterval(interval)
      document.removeEventListener('visibilitychange', check)
    }
  }, [reload])
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

type Question = { title: string; description: string; confirmLabel: string; act: () => Promise<Outcome> }
type Outcome = { ok: true } | { ok: false; message: string }

/** What can be done with people, and the question before what cannot be taken back. */
function usePersonTools(room: Room, reload: () => Promise<void>, onReport: (reported: Reported) => void) {
  const [question, setQuestion] = useState<Question | null>(null)
  const { code, ownerId } = room
  const canModerate = can(room.role, 'moderate')
  const isOwner = room.role === 'owner'

  const run = useCallback(
    async (act: () => Promise<Outcome>) => {
      const result = await act()
      if (!result.ok) toast({ title: 'That did not work', description: result.message, tone: 'warning' })
      await reload()
    },
    [reload],
  )

  const tools = useMemo<PersonTools>(
    () => ({
      canModerate,
      ownerId,
      onMute: ({ id: personId }, isMuted) => void run(() => callAction(muteMemberAction, { code, personId, isMuted })),
      onRemove: ({ id: personId, username }) =>
        setQuestion({
          title: `Remove ${username}?`,
          description: 'They can come back with the code. Ban them to keep them out.',
          confirmLabel: 'Remove',
          act: () => callAction(removeMemberAction, { code, personId, isBanned: false }),
        }),
      onBan: ({ id: personId, username }) =>
        setQuestion({
          title: `Ban ${username}?`,
          description: 'They cannot come back until you lift the ban in the room settings.',
          confirmLabel: 'Ban',
          act: () => callAction(removeMemberAction, { code, personId, isBanned: true }),
        }),
      onTransfer: ({ id: personId, username }) =>
        setQuestion({
          title: isOwner ? `Make ${username} the owner?` : `Make ${username} the host?`,
          description: isOwner
            ? 'The room becomes theirs: they decide who can change or close it.'
            : 'You’ll stay in the room, but they’ll be the host.',
          confirmLabel: isOwner ? 'Make owner' : 'Make host',
          act: () => callAction(transferHostAction, { code, personId }),
        }),
      onReport: ({ id, username }) => onReport({ personId: id, username }),
      onBlock: ({ id: personId, username }) =>
        setQuestion({
          title: `Block ${username}?`,
          description: 'You no longer see each other, here and in every other room.',
          confirmLabel: 'Block',
          act: async () => {
            const result = await callAction(blockPersonAction, { personId, isBlocked: true })
            // What they said before is taken off the screen too.
            if (result.ok) window.location.reload()
            return result
          },
        }),
    }),
    [code, ownerId, canModerate, isOwner, onReport, run],
  )
  const dialog = (
    <AlertDialog
      open={question !== null}
      onOpenChange={(isOpen) => !isOpen && setQuestion(null)}
      title={question?.title ?? ''}
      description={question?.description ?? ''}
      confirmLabel={question?.confirmLabel ?? ''}
      onConfirm={() => (question ? run(question.act) : undefined)}
    />
  )
  return { tools, question: dialog }
}
