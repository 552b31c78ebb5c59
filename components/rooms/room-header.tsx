'use client'

import { Link2, Lock, LogOut, Settings } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { SubmitButton } from '@/components/ui/submit-button'
import { toast } from '@/components/ui/toast'
import { subjects } from '@/lib/rooms/rules'
import type { Room } from '@/lib/rooms/views'

/** Where one is, how to bring somebody along, and the way out. `children`: what the room has to say right now. */
export const RoomHeader = memo(function RoomHeader({
  room,
  shareUrl,
  onSettings,
  onLeave,
  children,
}: {
  room: Room
  shareUrl: string
  /** For the host. */
  onSettings: (() => void) | undefined
  /** What the form of the way out does. */
  onLeave: (form: FormData) => void
  children?: ReactNode
}) {
  return (
    <Panel
      as="div"
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1.5 p-3 sm:gap-y-3 sm:p-4 sm:px-6"
    >
      <div className="min-w-0 flex-1 basis-64">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 dir="auto" className="min-w-0 text-lg wrap-anywhere text-ink max-sm:line-clamp-1 sm:text-xl">
            {room.name}
          </h1>
          <Badge className="max-sm:hidden">{subjects[room.subject]}</Badge>
          {room.isLocked ? <Badge tone="warning">Locked</Badge> : null}
          {room.isPublic ? null : (
            <Badge>
              <Lock aria-hidden="true" />
              Private
            </Badge>
          )}
          {children}
        </div>
        {room.description ? (
          <p dir="auto" className="mt-1 line-clamp-2 text-sm wrap-anywhere text-ink-soft max-sm:hidden">
            {room.description}
          </p>
        ) : null}
      </div>
      <div className="flex items-center gap-1 max-sm:w-full sm:gap-2">
        <p className="mr-1 max-sm:mr-auto text-sm text-ink-faint">
          Code <span className="font-mono text-base tracking-widest text-ink select-all">{room.code}</span>
        </p>
        <Button variant="secondary" size="sm" onClick={() => void copyLink(shareUrl)}>
          <Link2 aria-hidden="true" strokeWidth={1.75} />
          <span className="max-sm:sr-only">Copy link</span>
        </Button>
        {onSettings ? (
          <Button variant="ghost" size="icon" aria-label="Room settings" onClick={onSettings}>
            <Settings aria-hidden="true" strokeWidth={1.75} />
          </Button>
        ) : null}
        <form action={onLeave}>
          <input type="hidden" name="code" value={room.code} />
          <SubmitButton variant="ghost" size="sm">
            <LogOut aria-hidden="true" strokeWidth={1.75} />
            <span className="max-sm:sr-only">Leave room</span>
          </SubmitButton>
        </form>
      </div>
    </Panel>
  )
})

async function copyLink(url: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(url)
    toast({ title: 'Link copied', description: 'Anyone who opens it can join you here.', tone: 'success' })
  } catch {
    // Not allowed, or no clipboard on this page: the link itself can still be copied by hand.
    toast({ title: 'Copy this link', description: url })
  }
}
