import type { ReactNode } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { Panel } from '@/components/ui/panel'
import { formatDay } from '@/lib/format'

type Person = {
  username: string
  avatarUrl: string | null
  bio: string
  memberSince: Date
  level: number
  focusMinutes: number
  sessions: number
}

/** A person as others see them: picture, words, and the honest numbers. */
export function PersonCard({
  person,
  streakDays,
  actions,
}: {
  person: Person
  /** As it stands today, not as of their last session. */
  streakDays: number
  actions?: ReactNode
}) {
  return (
    <Panel as="article" className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <div className="flex flex-wrap items-center gap-5">
        <Avatar name={person.username} src={person.avatarUrl} size="xl" />
        {/* So wide that a name is not broken for the sake of what stands beside it. */}
        <div className="min-w-0 flex-1 basis-44">
          <h1 className="text-3xl wrap-anywhere text-ink">{person.username}</h1>
          <p className="text-ink-soft">
            Level {person.level} · here since {formatDay(person.memberSince.toISOString().slice(0, 10), 'month')}
          </p>
        </div>
        {actions}
      </div>
      {person.bio ? (
        <p dir="auto" className="max-w-prose wrap-anywhere whitespace-pre-line text-ink">
          {person.bio}
        </p>
      ) : null}
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(min(8rem,100%),1fr))] gap-3">
        <Figure label="Focused" value={hours(person.focusMinutes)} />
        <Figure label="Sessions" value={String(person.sessions)} />
        <Figure label="Streak" value={`${streakDays} ${streakDays === 1 ? 'day' : 'days'}`} />
      </dl>
    </Panel>
  )
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div className="glass-raised rounded-lg p-4">
      <dt className="text-sm text-ink-faint">{label}</dt>
      <dd className="font-serif text-2xl text-ink whitespace-nowrap">{value}</dd>
    </div>
  )
}

/** `45 min`, `12 h`. */
const hours = (minutes: number) => (minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`)
