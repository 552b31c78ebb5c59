'use client'

import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { v4 } from 'uuid'
import { callServer, Refused } from '@/components/actions/call-server'
import { useBrowserOnline } from '@/components/realtime/use-browser-online'
import { useChannel } from '@/components/realtime/use-channel'
import { coalesce } from '@/lib/coalesce'
import type { PeopleChanged, PeopleLeft, RoomEvents } from '@/lib/rooms/events'
import {
  askAfter,
  hasHole,
  hasMissedChange,
  isUpTo,
  openTimeline,
  type Timeline,
  withChanges,
  withFailed,
  withHistory,
  withMessages,
  withoutPending,
  withRevision,
  withSending,
} from '@/lib/rooms/messages/timeline'
import type { MessageView, Room, RoomCursor } from '@/lib/rooms/views'
import { routes } from '@/lib/routes'
import { clearDraftsOfOthers, type DraftPlace, draftPlace, readPending, writePending } from './draft-store'
import type { RoomRequest } from './use-room-api'
import { useTyping } from './use-typing'

export type Page = { messages: MessageView[]; hasMore: boolean; changed: MessageView[] | null; revision: number }

/** A change to a message that stands. */
export type MessageChange =
  | { kind: 'edit'; body: string }
  | { kind: 'delete' }
  | { kind: 'react'; emoji: string; isOn: boolean }

/** Callbacks for what arrives on the room's channel beside the chat. */
export type RoomListeners = {
  /** Something about the room: ask again. */
  onRoom: () => void
  onPeople: (event: PeopleChanged) => void
  onLeft: (left: PeopleLeft) => void
  /** This one of the room's changes was in a message, and shows there. */
  onRevision: (revision: number) => void
  /** At a new connection: how far the room is. */
  onCursor: (cursor: RoomCursor) => void
  onTimer: (change: RoomEvents['timer.changed']) => void
  onClosed: () => void
  /** This person may not listen, or not there any more: the server knows why. */
  onRefused: () => void
  /** On the way out: the channel is not followed any more. */
  isLeaving: boolean
  onMessage: (message: MessageView) => void
}

/** Waits between tries of a send on a bad network, in milliseconds; the message stays on screen all the while. */
const retryAfterMs = [500, 1_500, 4_000, 8_000]

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * The chat of a room as this screen has it. Events arrive on the channel; what is missed in a gap (lost
 * connection, sleeping laptop, a move to a new channel) is fetched after the last number that is here.
 */
export function useRoomChat(
  { code, channel }: Pick<Room, 'code' | 'channel'>,
  viewerId: string,
  first: Page,
  request: RoomRequest,
  listeners: RoomListeners,
) {
  const place = draftPlace(viewerId, code)
  const [timeline, setTimeline] = useState<Timeline>(() => openTimeline(first.messages, first.hasMore, first))
  const latest = useRef(timeline)
  const update = useCallback(
    (change: (before: Timeline) => Timeline) => {
      const { pending } = latest.current
      latest.current = change(latest.current)
      setTimeline(latest.current)
      if (latest.current.pending !== pending) writePending(place, latest.current.pending)
    },
    [place],
  )

  const repair = useRepair(code, request, latest, update)
  const typing = useTyping()
  const hear = useEffectEvent((message: MessageView) => {
    update((before) => withMessages(before, [message]))
    typing.stopped(message.author?.id)
    if (hasHole(latest.current)) void repair()
    listeners.onMessage(message)
  })
  /** A change of the room that is in no message; the messages fetch what they missed before it. */
  const count = useEffectEvent((revision: number) => {
    update((before) => withRevision(before, revision))
    if (latest.current.revision < revision) void repair()
  })
  const compare = useEffectEvent((cursor: RoomCursor) => {
    if (!isUpTo(latest.current, cursor)) void repair()
    listeners.onCursor(cursor)
  })
  const { name, status, online, socketId, say } = useChannel<RoomEvents>(
    channel,
    {
      'message.posted': ({ message }) => hear(message),
      'message.changed': ({ message }) => {
        const isGap = hasMissedChange(latest.current, message)
        update((before) => withChanges(before, [message]))
        if (isGap) void repair()
        listeners.onRevision(message.revision)
      },
      'messages.changed': ({ revision }) => {
        void repair()
        listeners.onRevision(revision)
      },
      'people.changed': (event) => {
        count(event.revision)
        listeners.onPeople(event)
      },
      'channel.moved': ({ left }) => {
        if (!left) return
        for (const at of left.personIds.keys()) count(left.revision - left.personIds.length + at + 1)
        listeners.onLeft(left)
      },
      'room.changed': ({ revision }) => {
        count(revision)
        listeners.onRoom()
      },
      'room.closed': () => listeners.onClosed(),
      'timer.changed': (change) => listeners.onTimer(change),
    },
    // What was said before a subscription, the first and those after a lost connection or a move, is not heard: the server
    // is asked how far the room is, and for more only by who is behind.
    () =>
      void request<RoomCursor>(routes.roomCursor(code)).then(compare, (error: unknown) => {
        // Without network the next connection asks again, and the page does so once a minute.
        if (error instanceof Refused) listeners.onRefused()
      }),
    { onClientEvent: typing.heard, onRefused: listeners.onRefused, isLeaving: listeners.isLeaving },
  )

  const send = useSend(code, socketId, update)
  useEffect(() => clearDraftsOfOthers(viewerId), [viewerId])
  useResend(place, latest, send)
  const loadOlder = useCallback(async () => {
    const before = latest.current.messages[0]?.seq
    if (before === undefined) return
    const page = await callServer<Page>(`${routes.roomMessages(code)}?before=${before}`)
    update((now) => withHistory(now, page.messages, page.hasMore))
  }, [code, update])
  const discard = useCallback((clientId: string) => update((now) => withoutPending(now, clientId)), [update])
  const change = useCallback(
    async (seq: number, wanted: MessageChange) => {
      const body = { change: wanted }
      const { message } = await callServer<{ message: MessageView }>(routes.message(code, seq), body)
      update((now) => withChanges(now, [message]))
    },
    [code, update],
  )
  const sayTyping = useCallback(() => say('client-typing', {}), [say])

  const hasNetwork = useBrowserOnline()
  return {
    timeline,
    /** The room's channel as it is called now: it may have moved since the room was last asked for. */
    channel: name,
    // The browser knows at once; the connection finds out after half a minute.
    status: !hasNetwork && status !== 'refused' ? ('offline' as const) : status,
    online,
    repair,
    send,
    discard,
    loadOlder,
    change,
    typing: typing.ids,
    sayTyping,
  }
}

type Update = (change: (before: Timeline) => Timeline) => void

/** Fetches what is missing, one request at a time; a call while one is under way makes it look once more. */
function useRepair(code: string, request: RoomRequest, latest: React.RefObject<Timeline>, update: Update) {
  const repair = useMemo(
    () => coalesce(() => fetchMissing(code, request, latest, update)),
    [code, request, latest, update],
  )

  useEffect(() => {
    const onVisible = () => document.visibilityState === 'visible' && void repair()
    const onOnline = () => void repair()
    document.addEventListener('visibilitychange', onVisible)
    window.addEventListener('online', onOnline)
    return () => {
      document.removeEventListener('visibilitychange', onVisible)
      window.removeEventListener('online', onOnline)
    }
  }, [repair])
  return repair
}

async function fetchMissing(
  code: string,
  request: RoomRequest,
  latest: React.RefObject<Timeline>,
  update: Update,
): Promise<void> {
  try {
    for (let hasMore = true; hasMore; ) {
      const { revision } = latest.current
      const page = await request<Page>(
        `${routes.roomMessages(code)}?after=${askAfter(latest.current)}&revision=${revision}`,
      )
      // Away for longer than can be caught up change by change: the newest page as it is now, and history anew.
      if (page.changed === null) return await startAfresh(code, request, update)
      update((now) => withChanges(withMessages(now, page.messages), page.changed ?? [], page.revision))
      hasMore = page.hasMore
    }
  } catch {
    // The network is gone: the next connection, or the page coming back into view, asks again.
  }
}

async function startAfresh(code: string, request: RoomRequest, update: Update): Promise<void> {
  const page = await request<Page>(routes.roomMessages(code))
  update(({ pending }) => openTimeline(page.messages, page.hasMore, { revision: page.revision, pending }))
}

/** What was on its way when the page was reloaded goes on its way again, under its own id. */
function useResend(
  place: DraftPlace,
  latest: React.RefObject<Timeline>,
  send: (body: string, options: { clientId: string; replyToSeq?: number | undefined }) => void,
) {
  useEffect(() => {
    const confirmed = new Set(latest.current.messages.map(({ clientId }) => clientId))
    for (const { body, clientId, replyToSeq } of readPending(place))
      if (!confirmed.has(clientId)) send(body, { clientId, replyToSeq })
  }, [place, latest, send])
}

/** Sends one after the other, so that what was typed first stands first; each one patiently, always with its own id. */
function useSend(code: string, socketId: string | undefined, update: Update) {
  const queue = useRef<Promise<void>>(Promise.resolve())
  const socket = useRef(socketId)
  useEffect(() => {
    socket.current = socketId
  }, [socketId])

  return useCallback(
    (body: string, options: { clientId?: string; replyToSeq?: number | undefined } = {}) => {
      // (`crypto.randomUUID` is not there on a page without https.)
      const { clientId = v4(), replyToSeq } = options
      // Under way before the screen is drawn: the queue waits for nobody else, and drawing takes its time.
      queue.current = queue.current.then(async () => {
        try {
          const message = await postPatiently(code, { clientId, body, replyToSeq, socketId: socket.current })
          update((now) => withMessages(now, [message]))
        } catch (error) {
          const reason = error instanceof Refused ? error.message : 'No connection. Your message is kept here.'
          update((now) => withFailed(now, clientId, reason))
        }
      })
      update((now) => withSending(now, clientId, body, replyToSeq))
    },
    [code, update],
  )
}

type Post = { clientId: string; body: string; replyToSeq: number | undefined; socketId: string | undefined }

async function postPatiently(code: string, body: Post) {
  for (const pauseMs of [...retryAfterMs, null]) {
    try {
      return (await callServer<{ message: MessageView }>(routes.roomMessages(code), body)).message
    } catch (error) {
      const isFinal = error instanceof Refused && error.code !== 'too-many' && error.code !== 'unavailable'
      if (isFinal || pauseMs === null) throw error
      await wait(error instanceof Refused && error.retryAfterS ? error.retryAfterS * 1_000 : pauseMs)
    }
  }
  throw new Error('unreachable: the last try either returns or throws')
}
