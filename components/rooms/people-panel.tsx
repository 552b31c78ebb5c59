'use client'

import { Ban, Crown, DoorOpen, EyeOff, Flag, MessageSquareOff, MoreHorizontal, UserRoundCheck } from 'lucide-react'
import { memo } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '@/components/ui/menu'
import { Panel } from '@/components/ui/panel'
import { Sheet } from '@/components/ui/sheet'
import type { RoomPerson } from '@/lib/rooms/views'
import type { TimerPhase } from './use-room-timer'

/** What can be done with somebody at the table. */
export type PersonTools = {
  /** May the viewer mute, remove and ban? */
  canModerate: boolean
  /** Whose room it is, when it is kept open. */
  ownerId: string | null
  onMute: (person: RoomPerson, isMuted: boolean) => void
  onRemove: (person: RoomPerson) => void
  onBan: (person: RoomPerson) => void
  onTransfer: (person: RoomPerson) => void
  onReport: (person: RoomPerson) => void
  onBlock: (person: RoomPerson) => void
}

type Props = {
  people: readonly RoomPerson[]
  /** Ids of the people whose browser is connected right now. */
  online: ReadonlySet<string>
  viewerId: string
  seats: number
  phase: TimerPhase
  tools: PersonTools
}

/** What somebody is doing: the timer says it for everybody who is here. */
function statusOf(isOnline: boolean, phase: TimerPhase): { word: string; dot: string } {
  if (!isOnline) return { word: 'away', dot: 'bg-ink-faint' }
  if (phase.state !== 'running') return { word: 'here', dot: 'bg-success' }
  return phase.kind === 'focus' ? { word: 'focusing', dot: 'bg-focus' } : { word: 'on break', dot: 'bg-break' }
}

/** Who is at the table, in the order they came: a row of cups on phones, a list beside the chat on wide screens. */
export const PeoplePanel = memo(function PeoplePanel({ className, ...props }: Props & { className?: string }) {
  return (
    <Panel aria-labelledby="people-heading" className={cn('grid content-start gap-3 p-4 sm:p-5', className)}>
      <Heading {...props} />
      <PeopleList {...props} />
    </Panel>
  )
})

function Heading({ people, seats }: Pick<Props, 'people' | 'seats'>) {
  return (
    <div className="flex items-baseline justify-between gap-3">
      <h2 id="people-heading" className="text-lg text-ink">
        At the table
      </h2>
      <p className="text-sm text-ink-faint tabular-nums">
        {people.length} of {seats}
      </p>
    </div>
  )
}

function PeopleList({ people, online, viewerId, phase, tools }: Props) {
  return (
    <ul aria-label="People in this room" className="grid gap-1">
      {people.map((person) => (
        <Person
          key={person.id}
          person={person}
          status={statusOf(online.has(person.id), phase)}
          viewerId={viewerId}
          tools={tools}
        />
      ))}
    </ul>
  )
}

/** As many cups as fit beside the words on a narrow phone. */
const maxFaces = 6

/** The table on a phone: one line of cups; pressed, everybody in a sheet from below. */
export const PeopleStrip = memo(function PeopleStrip({ className, ...props }: Props & { className?: string }) {
  const { people, online, seats, phase } = props
  const hidden = people.length - maxFaces
  return (
    <Sheet
      title="At the table"
      description={`${people.length} of ${seats} seats taken`}
      trigger={
        <button
          type="button"
          aria-label={`People in this room: ${people.length} of ${seats}`}
          className={cn('glass flex min-h-11 items-center gap-2 rounded-lg px-3 text-left', className)}
        >
          <span className="flex -space-x-2">
            {people.slice(0, maxFaces).map((person) => (
              <Cup key={person.id} person={person} dot={statusOf(online.has(person.id), phase).dot} size="sm" />
            ))}
          </span>
          {hidden > 0 ? <span className="text-sm text-ink-soft">+{hidden}</span> : null}
          <span className="ml-auto text-sm text-ink-faint tabular-nums">
            {people.length} of {seats}
          </span>
        </button>
      }
    >
      <PeopleList {...props} />
    </Sheet>
  )
})

function Cup({ person, dot, size }: { person: RoomPerson; dot: string; size: 'sm' | 'md' }) {
  const isAway = dot === 'bg-ink-faint'
  return (
    <span className="relative block shrink-0 animate-rise">
      <Avatar name={person.username} src={person.avatarUrl} size={size} className={cn(isAway && 'opacity-50')} />
      <span
        aria-hidden="true"
        className={cn('keeps-colour absolute right-0 bottom-0 size-2.5 rounded-full ring-2 ring-solid', dot)}
      />
    </span>
  )
}

/** What somebody is in this room, beside a guest. In a room with an owner, anybody else only stands in as host. */
function hostWord({ isOwner, isHost }: RoomPerson, ownerId: string | null): string | null {
  if (isOwner) return 'Owner'
  if (!isHost) return null
  return ownerId === null ? 'Host' : 'Acting host'
}

function Person({
  person,
  status,
  viewerId,
  tools,
}: {
  person: RoomPerson
  status: { word: string; dot: string }
  viewerId: string
  tools: PersonTools
}) {
  const isViewer = person.id === viewerId
  return (
    <li className="flex min-w-0 animate-rise items-center gap-3 rounded-md px-1 py-1.5">
      <Cup person={person} dot={status.dot} size="md" />
      <span className="min-w-0 flex-1">
        <span className="flex min-w-0 font-medium text-ink">
          <span className="truncate">{person.username}</span>
          {isViewer ? <span className="shrink-0 font-normal whitespace-pre text-ink-faint"> (you)</span> : null}
        </span>
        <span className="flex flex-wrap items-center gap-1.5 text-sm text-ink-faint">
          <span>{status.word}</span>
          {person.isMuted ? <span>· muted</span> : null}
          {hostWord(person, tools.ownerId) ? (
            <Badge tone="accent">
              <Crown aria-hidden="true" />
              {hostWord(person, tools.ownerId)}
            </Badge>
          ) : null}
        </span>
      </span>
      {isViewer ? null : <PersonMenu person={person} tools={tools} viewerId={viewerId} />}
    </li>
  )
}

function PersonMenu({ person, tools, viewerId }: { person: RoomPerson; tools: PersonTools; viewerId: string }) {
  return (
    <Menu>
      <MenuTrigger render={<Button variant="ghost" size="icon" aria-label={`More about ${person.username}`} />}>
        <MoreHorizontal aria-hidden="true" strokeWidth={1.75} />
      </MenuTrigger>
      <MenuContent>
        {tools.canModerate && !person.isOwner ? (
          <>
            <MenuItem onClick={() => tools.onMute(person, !person.isMuted)}>
              <MessageSquareOff aria-hidden="true" />
              {person.isMuted ? 'Let them write again' : 'Mute in chat'}
            </MenuItem>
            <MenuItem onClick={() => tools.onTransfer(person)}>
              <UserRoundCheck aria-hidden="true" />
              {tools.ownerId === viewerId ? 'Make owner' : 'Make host'}
            </MenuItem>
            <MenuItem tone="danger" onClick={() => tools.onRemove(person)}>
              <DoorOpen aria-hidden="true" />
              Remove from room
            </MenuItem>
            <MenuItem tone="danger" onClick={() => tools.onBan(person)}>
              <Ban aria-hidden="true" />
              Ban from room
            </MenuItem>
            <MenuSeparator />
          </>
        ) : null}
        <MenuItem onClick={() => tools.onReport(person)}>
          <Flag aria-hidden="true" />
          Report
        </MenuItem>
        <MenuItem tone="danger" onClick={() => tools.onBlock(person)}>
          <EyeOff aria-hidden="true" />
          Block
        </MenuItem>
      </MenuContent>
    </Menu>
  )
}
