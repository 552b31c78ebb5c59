'use client'

import { ArrowDown } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Panel } from '@/components/ui/panel'
import { toast } from '@/components/ui/toast'
import type { MessageView } from '@/lib/realtime/events'
import type { Room, RoomPerson } from '@/lib/rooms/queries'
import { toTranscript } from '@/lib/rooms/transcript'
import { Refused } from './api'
import { MessageComposer } from './message-composer'
import type { MessageTools } from './message-item'
import { MessageBlock, PendingBlock } from './message-list'
import { createMessageHandles, MessageMenus } from './message-menus'
import { useChatScroll } from './use-chat-scroll'
import type { Ask } from './use-questions'
import { useReadMark } from './use-read-mark'
import type { MessageChange, useRoomChat } from './use-room-chat'

type Chat = ReturnType<typeof useRoomChat>

/** The conversation. Stays at the newest line while one is there; scrolled up, it waits and says that there is more. */
export function ChatPanel({
  chat,
  ask,
  room,
  people,
  viewer,
  onReport,
  className,
}: {
  chat: Chat
  ask: Ask
  room: Room
  people: readonly RoomPerson[]
  viewer: { id: string; username: string; avatarUrl: string | null; timeZone: string }
  onReport: (message: MessageView) => void
  className?: string
}) {
  const { timeline, send, discard, loadOlder, change, typing, sayTyping } = chat
  const [replyTo, setReplyTo] = useState<MessageView | null>(null)
  const shown = useMemo(() => timeline.messages.filter(({ isHidden }) => !isHidden), [timeline.messages])
  const blocks = useMemo(() => toTranscript(shown, viewer.timeZone), [shown, viewer.timeZone])
  const scroll = useChatScroll(timeline)
  const names = useMemo(() => new Map(people.map(({ id, username }) => [id, username])), [people])
  const others = useMemo(() => people.filter(({ id }) => id !== viewer.id), [people, viewer.id])
  const isEmpty = blocks.length === 0 && timeline.pending.length === 0
  const unreadFrom = useUnreadFrom(shown, room.lastReadSeq, viewer.id)
  useReadMark(room.code, ask, timeline.messages.at(-1)?.seq ?? 0, room.lastReadSeq, scroll.hasUnseen)

  const onChange = useCallback(
    async (seq: number, wanted: MessageChange) => {
      try {
        await change(seq, wanted)
      } catch (error) {
        const words = error instanceof Refused ? error.message : 'No connection. Please try again.'
        toast({ title: 'That did not work', description: words, tone: 'warning' })
      }
    },
    [change],
  )
  const [handles] = useState(createMessageHandles)
  const tools = useMemo<MessageTools>(
    () => ({
      viewer,
      role: room.role,
      handles,
      nameOf: (id) => names.get(id),
      onReply: setReplyTo,
      onReport,
      onChange,
    }),
    [viewer, room.role, handles, names, onReport, onChange],
  )

  return (
    <Panel aria-label="Chat" className={cn('relative flex min-h-0 flex-col p-0 sm:p-0', className)}>
      <section
        ref={scroll.ref}
        onScroll={scroll.onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached and scrolled by keyboard
        tabIndex={0}
        aria-label="Conversation"
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain rounded-t-xl"
      >
        <div className="flex min-h-full flex-col justify-end overflow-x-clip p-4 sm:p-6">
          {timeline.hasMore ? <Older load={() => scroll.keepPlace(loadOlder)} /> : null}
          {isEmpty ? (
            <p className="my-auto py-10 text-center text-ink-soft">Nobody has said anything yet. A hello is a start.</p>
          ) : null}
          <div role="log" aria-label="Messages" className="grid gap-4">
            {blocks.map((block) => (
              <MessageBlock
                key={block.key}
                block={block}
                timeZone={viewer.timeZone}
                tools={tools}
                unreadFrom={unreadFrom}
              />
            ))}
            {timeline.pending.map((message) => (
              <PendingBlock
                key={message.clientId}
                message={message}
                onRetry={() => send(message.body, { clientId: message.clientId, replyToSeq: message.replyToSeq })}
                onDiscard={() => discard(message.clientId)}
              />
            ))}
          </div>
        </div>
      </section>
      {scroll.hasUnseen ? (
        <Button
          size="sm"
          onClick={scroll.toEnd}
          className="absolute bottom-24 left-1/2 -translate-x-1/2 rounded-full shadow-float"
        >
          <ArrowDown aria-hidden="true" strokeWidth={1.75} />
          New messages
        </Button>
      ) : null}
      <MessageMenus handles={handles} tools={tools} />
      <TypingLine names={typing.flatMap((id) => (id === viewer.id ? [] : (names.get(id) ?? [])))} />
      <MessageComposer
        code={room.code}
        isMuted={room.isMuted}
        people={others}
        replyTo={replyTo}
        onCancelReply={() => setReplyTo(null)}
        onSend={send}
        onTyping={sayTyping}
      />
    </Panel>
  )
}

/** Where the unread begin: decided once, when the page opens; the viewer's own words are never news to them. */
function useUnreadFrom(messages: readonly MessageView[], lastReadSeq: number, viewerId: string): number | null {
  const [from] = useState(
    () => messages.find(({ seq, author }) => seq > lastReadSeq && author?.id !== viewerId)?.seq ?? null,
  )
  return from
}

function TypingLine({ names }: { names: readonly string[] }) {
  const words =
    names.length > 2
      ? 'Several people are writing'
      : `${names.join(' and ')} ${names.length > 1 ? 'are' : 'is'} writing`
  return (
    <p aria-live="off" data-testid="typing" className="h-5 truncate px-5 text-xs text-ink-faint">
      {names.length > 0 ? `${words} …` : ''}
    </p>
  )
}

/** History: comes by itself when one scrolls up to it, or by pressing. */
function Older({ load }: { load: () => Promise<void> }) {
  const [state, setState] = useState<'idle' | 'loading' | 'failed'>('idle')
  const mark = useRef<HTMLDivElement>(null)
  const isLoading = useRef(false)
  const press = useCallback(async () => {
    if (isLoading.current) return
    isLoading.current = true
    setState('loading')
    try {
      await load()
      setState('idle')
    } catch {
      setState('failed')
    } finally {
      isLoading.current = false
    }
  }, [load])
  const latest = useRef(press)
  useEffect(() => {
    latest.current = press
  }, [press])
  useEffect(() => {
    const watcher = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) void latest.current()
    })
    if (mark.current) watcher.observe(mark.current)
    return () => watcher.disconnect()
  }, [])
  return (
    <div ref={mark} className="mb-4 grid justify-items-center gap-1">
      <Button variant="ghost" size="sm" pending={state === 'loading'} onClick={() => void press()}>
        Earlier messages
      </Button>
      {state === 'failed' ? (
        <p role="alert" className="text-sm text-danger">
          They did not come through. Try again in a moment.
        </p>
      ) : null}
    </div>
  )
}
