import { Clock3 } from 'lucide-react'
import { Fragment, memo } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { dayFrom, formatTime } from '@/lib/format'
import type { MessageGroup } from '@/lib/rooms/messages/message-groups'
import type { PendingMessage } from '@/lib/rooms/messages/timeline'
import { MessageItem } from './message-item'
import type { MessageTools } from './message-tools'

type Props = {
  group: MessageGroup
  timeZone: string
  tools: MessageTools
  /** The first message that was new when the page was opened. */
  unreadFrom: number | null
  /** How many were. */
  unreadCount: number
}

/** Blocks are made anew with every message; those whose messages are the same look the same. */
function isSame(before: Props, now: Props): boolean {
  const [old, { messages, day }] = [before.group, now.group]
  return (
    before.tools === now.tools &&
    before.timeZone === now.timeZone &&
    before.unreadFrom === now.unreadFrom &&
    before.unreadCount === now.unreadCount &&
    old.day === day &&
    old.messages.length === messages.length &&
    old.messages.every((message, at) => message === messages[at])
  )
}

/** What one person said in one go. */
export const MessageGroupRow = memo(function MessageGroupRow({
  group,
  timeZone,
  tools,
  unreadFrom,
  unreadCount,
}: Props) {
  const isOwn = group.author?.id === tools.viewer.id
  const name = group.author?.username ?? 'Someone who left'
  return (
    <>
      {group.day ? <DayDivider day={group.day} /> : null}
      {group.messages[0]?.seq === unreadFrom ? <UnreadDivider count={unreadCount} /> : null}
      <article className="grid grid-cols-[2.5rem_minmax(0,1fr)] gap-x-3">
        <Avatar name={name} src={group.author?.avatarUrl ?? null} className="mt-1" />
        <div className="min-w-0">
          <GroupHead name={name} isOwn={isOwn} at={group.at} timeZone={timeZone} />
          {group.messages.map((message) => (
            <Fragment key={message.id}>
              {message.seq === unreadFrom && message !== group.messages[0] ? (
                <UnreadDivider count={unreadCount} />
              ) : null}
              <MessageItem message={message} tools={tools} />
            </Fragment>
          ))}
        </div>
      </article>
    </>
  )
}, isSame)

/** Who, and when. */
function GroupHead({ name, isOwn, at, timeZone }: { name: string; isOwn: boolean; at: string; timeZone: string }) {
  return (
    <p className="flex flex-wrap items-baseline gap-x-2">
      <span className="font-semibold break-all text-ink">{name}</span>
      {isOwn ? <span className="text-sm text-ink-faint">you</span> : null}
      <time dateTime={at} className="text-xs text-ink-faint tabular-nums">
        {formatTime(new Date(at), timeZone)}
      </time>
    </p>
  )
}

/** Sent from here and on its way, or waiting for another try. */
export function PendingGroup({
  message,
  author,
  isFirst,
  onRetry,
  onEdit,
  onDiscard,
}: {
  message: PendingMessage
  author: { username: string; avatarUrl: string | null }
  /** Those that wait behind it stand under the same name. */
  isFirst: boolean
  onRetry: () => void
  /** Takes the words back to where they were written. */
  onEdit: () => void
  onDiscard: () => void
}) {
  const hasFailed = message.state === 'failed'
  return (
    <article data-pending={message.state} className="grid grid-cols-[2.5rem_minmax(0,1fr)] gap-x-3">
      {isFirst ? <Avatar name={author.username} src={author.avatarUrl} className="mt-1" /> : <span />}
      <div className="grid min-w-0 gap-1">
        {isFirst ? (
          <p className="flex flex-wrap items-baseline gap-x-2">
            <span className="font-semibold break-all text-ink">{author.username}</span>
            <span className="text-sm text-ink-faint">you</span>
          </p>
        ) : null}
        <p dir="auto" className="wrap-anywhere whitespace-pre-wrap text-ink-faint">
          {message.body}
        </p>
        {hasFailed ? (
          <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-danger">
            <span>Not sent. {message.reason}</span>
            <Button variant="link" onClick={onRetry} className="text-sm">
              Try again
            </Button>
            <Button variant="link" onClick={onEdit} className="text-sm">
              Edit
            </Button>
            <Button variant="link" onClick={onDiscard} className="text-sm text-ink-soft">
              Discard
            </Button>
          </div>
        ) : (
          <p className="flex items-center gap-1 text-xs text-ink-faint">
            <Clock3 aria-hidden="true" className="size-3" />
            Sending
          </p>
        )}
      </div>
    </article>
  )
}

function UnreadDivider({ count }: { count: number }) {
  return (
    <p data-unread-line="" className="flex items-center gap-3 py-1 text-xs font-medium text-accent tabular-nums">
      <span aria-hidden="true" className="h-px flex-1 bg-accent" />
      <span>
        {count} new<span className="sr-only"> since you were last here</span>
      </span>
    </p>
  )
}

function DayDivider({ day }: { day: string }) {
  const today = new Date().toISOString().slice(0, 10)
  return (
    <div className="flex items-center gap-3 py-1 text-sm text-ink-faint">
      <span aria-hidden="true" className="h-px flex-1 bg-glass-line" />
      <time dateTime={day}>{dayFrom(day, today, 'long')}</time>
      <span aria-hidden="true" className="h-px flex-1 bg-glass-line" />
    </div>
  )
}
