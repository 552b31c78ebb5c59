'use client'

import { ArrowDown } from 'lucide-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { failureOf } from '@/components/actions/failures'
import { toastFailure } from '@/components/actions/toast-failure'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Panel } from '@/components/ui/panel'
import { groupMessages } from '@/lib/rooms/messages/message-groups'
import { unreadAt } from '@/lib/rooms/messages/timeline'
import type { MessageView, Room, RoomPerson } from '@/lib/rooms/views'
import { draftPlace } from './draft-store'
import { EarlierMessages } from './earlier-messages'
import { type ComposerHandle, MessageComposer } from './message-composer'
import { MessageGroupRow, PendingGroup } from './message-list'
import { MessageMenus } from './message-menus'
import { createMessageHandles, type MessageTools } from './message-tools'
import { TypingLine } from './typing-line'
import { useChatScroll } from './use-chat-scroll'
import { useReadMark } from './use-read-mark'
import { useReply } from './use-reply'
import type { RoomRequest } from './use-room-api'
import type { MessageChange, useRoomChat } from './use-room-chat'

type Chat = ReturnType<typeof useRoomChat>

/** The conversation. Stays at the newest line while one is there; scrolled up, it waits and says that there is more. */
export function ChatPanel({
  chat,
  request,
  room,
  people,
  viewer,
  onReport,
  className,
}: {
  chat: Chat
  request: RoomRequest
  room: Room
  people: readonly RoomPerson[]
  viewer: { id: string; username: string; avatarUrl: string | null; timeZone: string }
  onReport: (message: MessageView) => void
  className?: string
}) {
  const { timeline, send, discard, loadOlder, change, typing, sayTyping } = chat
  const place = draftPlace(viewer.id, room.code)
  const [replyTo, setReplyTo] = useReply(place, timeline.messages)
  const composer = useRef<ComposerHandle>(null)
  const shown = useMemo(() => timeline.messages.filter(({ isHidden }) => !isHidden), [timeline.messages])
  const groups = useMemo(() => groupMessages(shown, viewer.timeZone), [shown, viewer.timeZone])
  const unread = useUnread(shown, room.lastReadSeq, viewer.id)
  const scroll = useChatScroll(timeline, unread.count, viewer.id)
  const names = useMemo(() => new Map(people.map(({ id, username }) => [id, username])), [people])
  // Whoever may not write is not shown writing, whatever their browser says.
  const writers = useMemo(
    () => new Map(people.flatMap(({ id, username, isMuted }) => (isMuted || id === viewer.id ? [] : [[id, username]]))),
    [people, viewer.id],
  )
  const others = useMemo(() => people.filter(({ id }) => id !== viewer.id), [people, viewer.id])
  const isEmpty = groups.length === 0 && timeline.pending.length === 0
  useReadMark(room.code, request, timeline.messages.at(-1)?.seq ?? 0, room.lastReadSeq, scroll.unseen > 0)

  const onChange = useCallback(
    async (seq: number, wanted: MessageChange) => {
      try {
        await change(seq, wanted)
      } catch (error) {
        toastFailure(changeTitles[wanted.kind], failureOf(error))
      }
    },
    [change],
  )
  const onEdit = useCallback(
    (seq: number, body: string) =>
      change(seq, { kind: 'edit', body }).then(
        () => null,
        (error: unknown) => failureOf(error).message,
      ),
    [change],
  )
  const [handles] = useState(createMessageHandles)
  const tools = useMemo<MessageTools>(
    () => ({
      place,
      viewer,
      role: room.role,
      ownerId: room.ownerId,
      handles,
      others,
      nameOf: (id) => names.get(id),
      onReply: setReplyTo,
      onReport,
      onChange,
      onEdit,
    }),
    [place, viewer, room.role, room.ownerId, handles, others, names, setReplyTo, onReport, onChange, onEdit],
  )

  return (
    <Panel aria-label="Chat" data-chat="" className={cn('relative flex min-h-0 flex-col p-0 sm:p-0', className)}>
      <section
        ref={scroll.ref}
        onScroll={scroll.onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached and scrolled by keyboard
        tabIndex={0}
        aria-label="Conversation"
        className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain rounded-t-xl"
      >
        <div className="flex min-h-full flex-col justify-end overflow-x-clip p-4 sm:p-6">
          {timeline.hasMore ? (
            <EarlierMessages load={() => scroll.keepPlace(loadOlder)} isLineBelow={unread.from === shown[0]?.seq} />
          ) : null}
          {isEmpty ? <p className="my-auto py-10 text-center text-ink-soft">No messages yet. Say hello.</p> : null}
          <div role="log" aria-label="Messages" className="grid grid-cols-[minmax(0,1fr)] gap-4">
            {groups.map((group) => (
              <MessageGroupRow
                key={group.key}
                group={group}
                timeZone={viewer.timeZone}
                tools={tools}
                unreadFrom={unread.from}
                unreadCount={unread.count}
              />
            ))}
            {timeline.pending.map((message, at) => (
              <PendingGroup
                key={message.clientId}
                message={message}
                author={viewer}
                isFirst={at === 0}
                onRetry={() => send(message.body, { clientId: message.clientId, replyToSeq: message.replyToSeq })}
                onEdit={() => {
                  discard(message.clientId)
                  setReplyTo(timeline.messages.find(({ seq }) => seq === message.replyToSeq) ?? replyTo)
                  composer.current?.takeBack(message.body)
                }}
                onDiscard={() => discard(message.clientId)}
              />
            ))}
          </div>
        </div>
      </section>
      {scroll.unseen > 0 ? (
        <Button
          size="sm"
          onClick={scroll.toEnd}
          className="absolute bottom-24 left-1/2 -translate-x-1/2 rounded-full shadow-float"
        >
          <ArrowDown aria-hidden="true" strokeWidth={1.75} />
          {scroll.unseen === 1 ? '1 new message' : `${scroll.unseen} new messages`}
        </Button>
      ) : null}
      <MessageMenus handles={handles} tools={tools} />
      <TypingLine names={typing.flatMap((id) => writers.get(id) ?? [])} />
      <MessageComposer
        ref={composer}
        place={place}
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

const changeTitles: Record<MessageChange['kind'], string> = {
  edit: "Couldn't save the message",
  delete: "Couldn't delete the message",
  react: "Couldn't change your reaction",
}

/** Where the unread begin and how many they are: those that were there when the page was opened. */
function useUnread(messages: readonly MessageView[], readSeq: number, viewerId: string) {
  const [opening] = useState(() => ({ readSeq, lastSeq: messages.at(-1)?.seq ?? 0 }))
  return useMemo(() => unreadAt(opening, messages, viewerId), [opening, messages, viewerId])
}
