import { Clock3 } from 'lucide-react'
import { Fragment, memo } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { dayFrom } from '@/lib/progress/words'
import type { PendingMessage } from '@/lib/rooms/timeline'
import type { TranscriptBlock } from '@/lib/rooms/transcript'
import { MessageItem, type MessageTools } from './message-item'

type Props = {
  block: TranscriptBlock
  timeZone: string
  tools: MessageTools
  /** The first message that was new when the page was opened. */
  unreadFrom: number | null
}

/** Blocks are made anew with every message; those whose messages are the same look the same. */
function isSame(before: Props, now: Props): boolean {
  const [old, { messages, day }] = [before.block, now.block]
  return (
    before.tools === now.tools &&
    before.timeZone === now.timeZone &&
    before.unreadFrom === now.unreadFrom &&
    old.day === day &&
    old.messages.length === messages.length &&
    old.messages.every((message, at) => message === messages[at])
  )
}

/** What one person said in one go. */
export const MessageBlock = memo(function MessageBlock({ block, timeZone, tools, unreadFrom }: Props) {
  const isOwn = block.author?.id === tools.viewer.id
  const name = block.author?.username ?? 'Somebody who left'
  return (
    <>
      {block.day ? <DayDivider day={block.day} /> : null}
      {block.messages[0]?.seq === unreadFrom ? <UnreadDivider /> : null}
      <article className="grid grid-cols-[2.5rem_minmax(0,1fr)] gap-x-3">
        <Avatar name={name} src={block.author?.avatarUrl ?? null} className="mt-1" />
        <div className="min-w-0">
          <BlockHead name={name} isOwn={isOwn} at={block.at} timeZone={timeZone} />
          {block.messages.map((message) => (
            <Fragment key={message.id}>
              {message.seq === unreadFrom && message !== block.messages[0] ? <UnreadDivider /> : null}
              <MessageItem message={message} tools={tools} />
            </Fragment>
          ))}
        </div>
      </article>
    </>
  )
}, isSame)

/** Who, and when. */
function BlockHead({ name, isOwn, at, timeZone }: { name: string; isOwn: boolean; at: string; timeZone: string }) {
  return (
    <p className="flex flex-wrap items-baseline gap-x-2">
      <span className="font-semibold break-all text-ink">{name}</span>
      {isOwn ? <span className="text-sm text-ink-faint">you</span> : null}
      <time dateTime={at} className="text-xs text-ink-faint tabular-nums">
        {clock(at, timeZone)}
      </time>
    </p>
  )
}

/** Sent from here and on its way, or waiting for another try. */
export function PendingBlock({
  message,
  onRetry,
  onDiscard,
}: {
  message: PendingMessage
  onRetry: () => void
  onDiscard: () => void
}) {
  const hasFailed = message.state === 'failed'
  return (
    <article data-pending={message.state} className="grid gap-1 pl-13">
      <p className="break-words whitespace-pre-wrap text-ink-faint">{message.body}</p>
      {hasFailed ? (
        <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-danger">
          <span>Not sent. {message.reason}</span>
          <Button variant="link" onClick={onRetry} className="text-sm">
            Try again
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
    </article>
  )
}

function UnreadDivider() {
  return (
    <p className="flex items-center gap-3 py-1 text-xs font-medium text-accent">
      <span aria-hidden="true" className="h-px flex-1 bg-accent" />
      New<span className="sr-only"> since you were last here</span>
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

/** Hours and minutes where the reader is. The zone is given, so that server and browser write the same. */
function clock(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(new Date(instant))
}
