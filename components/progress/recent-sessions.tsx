import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { count, formatDuration, formatMoment, formatTime } from '@/lib/format'
import type { RecentSession } from '@/lib/progress/queries'
import { routes } from '@/lib/routes'
import { SessionDetails, type SessionText } from './session-details'

/** The newest sessions of the range, each with details that unfold. */
export function RecentSessions({ sessions, timeZone }: { sessions: readonly RecentSession[]; timeZone: string }) {
  return (
    <Panel as="section" aria-label="Recent sessions">
      <h2 className="text-xl text-ink">Recent sessions</h2>
      {sessions.length === 0 ? (
        <EmptyState
          art={null}
          title="No sessions in these days"
          description="Start a focus session, or look at other days."
          action={<Button render={<Link href={routes.study} />}>Start a session</Button>}
          className="py-6"
        />
      ) : (
        <ol className="mt-3 grid grid-cols-[minmax(0,1fr)] gap-2">
          {sessions.map((session) => (
            <li key={session.id}>
              <SessionDetails {...told(session, timeZone)} />
            </li>
          ))}
        </ol>
      )}
    </Panel>
  )
}

/** A session in words: what stands on its line, and what unfolds. */
function told(session: RecentSession, timeZone: string): SessionText {
  const { type, minutes, startedAt, endedAt, plannedMinutes, isCompleted, pauses, xp, taskName, roomName } = session
  return {
    name: taskName ?? (type === 'focus' ? 'Focus session' : 'Break'),
    startedAt: startedAt.toISOString(),
    moment: formatMoment(startedAt, timeZone),
    length: formatDuration(minutes),
    isBreak: type === 'break',
    isCompleted,
    facts: [
      ['Kind', type === 'focus' ? 'Focus' : 'Break'],
      ['From, to', `${formatTime(startedAt, timeZone)} to ${formatTime(endedAt, timeZone)}`],
      ['Planned', plannedMinutes === null ? 'Open end' : formatDuration(plannedMinutes)],
      ['Completed', isCompleted ? 'Yes' : 'No, stopped early'],
      ['Pauses', pauses === 0 ? 'None' : count(pauses, 'pause')],
      ['Task', taskName ?? 'None'],
      ['Room', roomName ?? 'On your own'],
      ['Earned', type === 'focus' ? `${xp} XP` : 'Breaks earn no XP'],
    ],
  }
}
