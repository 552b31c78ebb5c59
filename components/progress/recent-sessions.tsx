import { ChevronDown } from 'lucide-react'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import type { RecentSession } from '@/lib/progress/queries'
import { count, inHours, momentInWords, timeInWords } from '@/lib/progress/words'
import { routes } from '@/lib/routes'

/** The newest sessions of the range, each with details that unfold. */
export function RecentSessions({ sessions, timeZone }: { sessions: readonly RecentSession[]; timeZone: string }) {
  return (
    <Panel as="section" aria-label="Recent sessions">
      <h2 className="text-xl text-ink">Recent sessions</h2>
      {sessions.length === 0 ? (
        <EmptyState
          art={null}
          title="No sessions in these days"
          description="Sit down for a focus session, or look at other days."
          action={<Button render={<Link href={routes.study} />}>Start a session</Button>}
          className="py-6"
        />
      ) : (
        <ol className="mt-3 grid gap-2">
          {sessions.map((session) => (
            <li key={session.id}>
              <Session session={session} timeZone={timeZone} />
            </li>
          ))}
        </ol>
      )}
    </Panel>
  )
}

function Session({ session, timeZone }: { session: RecentSession; timeZone: string }) {
  const { type, minutes, startedAt, isCompleted, taskName } = session
  return (
    <details className="group glass-raised rounded-md">
      <summary className="flex min-h-11 list-none items-center gap-3 rounded-md px-3.5 py-2 [&::-webkit-details-marker]:hidden">
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium text-ink">
            {taskName ?? (type === 'focus' ? 'Focus session' : 'Break')}
          </span>
          <time dateTime={startedAt.toISOString()} className="block text-sm text-ink-faint">
            {momentInWords(startedAt, timeZone)}
          </time>
        </span>
        {type === 'break' ? <Badge tone="break">Break</Badge> : null}
        {isCompleted ? null : <Badge>Stopped early</Badge>}
        <span className="shrink-0 text-ink tabular-nums">{inHours(minutes)}</span>
        <ChevronDown
          aria-hidden="true"
          strokeWidth={1.75}
          className="size-4.5 shrink-0 text-ink-faint transition-transform group-open:rotate-180"
        />
      </summary>
      <Details session={session} timeZone={timeZone} />
    </details>
  )
}

function Details({ session, timeZone }: { session: RecentSession; timeZone: string }) {
  const { type, startedAt, endedAt, plannedMinutes, isCompleted, pauses, xp, taskName, roomName } = session
  const facts: [string, string][] = [
    ['Kind', type === 'focus' ? 'Focus' : 'Break'],
    ['From, to', `${timeInWords(startedAt, timeZone)} to ${timeInWords(endedAt, timeZone)}`],
    ['Planned', plannedMinutes === null ? 'Open end' : inHours(plannedMinutes)],
    ['Completed', isCompleted ? 'Yes' : 'No, stopped early'],
    ['Pauses', pauses === 0 ? 'None' : count(pauses, 'pause')],
    ['Task', taskName ?? 'None'],
    ['Room', roomName ?? 'On my own'],
    ['Earned', type === 'focus' ? `${xp} XP` : 'Breaks earn nothing, and are worth it'],
  ]
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 border-t border-glass-line px-3.5 py-3 text-sm sm:grid-cols-[auto_1fr_auto_1fr]">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-faint">{name}</dt>
          <dd className="min-w-0 break-words text-ink">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
