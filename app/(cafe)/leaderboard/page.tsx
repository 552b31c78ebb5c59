import type { Metadata } from 'next'
import Link from 'next/link'
import { PageHeader } from '@/components/frame/page-header'
import { boardNames, LeaderboardChoice, scopeNames } from '@/components/progress/leaderboard-choice'
import { LeaderboardTable } from '@/components/progress/leaderboard-table'
import { LeaderboardVisibility } from '@/components/progress/leaderboard-visibility'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { requireViewer, type Viewer } from '@/lib/accounts/viewer'
import { formatDuration } from '@/lib/format'
import {
  type Absence,
  getLeaderboard,
  type Leaderboard,
  type LeaderboardRow,
  leaderboardRows,
  type Scope,
  scopes,
} from '@/lib/leaderboard/queries'
import { type Board, boards, rankedMinutesPerDay } from '@/lib/leaderboard/rules'
import { routes } from '@/lib/routes'

export const metadata: Metadata = { title: 'Leaderboard' }

type Search = { searchParams: Promise<Record<string, string | string[] | undefined>> }

const reasons: Record<Absence, string> = {
  unverified: 'You are not on the board: verify your email address and your minutes appear.',
  hidden: 'You are not on the board because you chose so. You can change that below.',
  'no-minutes': 'You are not on this board yet: it takes one focus minute in this period.',
  'no-rooms': 'You have not been in a room yet. Join one to compare with the people you study with.',
}

export default async function LeaderboardPage({ searchParams }: Search) {
  const { period, scope: wantedScope } = await searchParams
  const viewer = await requireViewer(routes.leaderboard())
  const board: Board = boards.find((name) => name === period) ?? 'week'
  const scope: Scope = scopes.find((name) => name === wantedScope) ?? 'everyone'
  const leaderboard = await getLeaderboard(viewer, { board, scope }, new Date())
  const { own, rows, choice } = leaderboard
  return (
    <>
      <PageHeader title="Leaderboard" description="Focus time measured by VirtualCafe. Equal minutes share a rank." />
      <Panel as="section" aria-label={`${boardNames[board]}, ${scopeNames[scope]}`} className="grid gap-5">
        <LeaderboardChoice board={board} scope={scope} />
        {own.absence && !(own.absence === 'no-rooms' && rows.length === 0) ? (
          <Callout>
            {reasons[own.absence]}
            {own.minutes > 0 ? ` Your own time: ${formatDuration(own.minutes)}.` : ''}
          </Callout>
        ) : null}
        {rows.length > 0 ? (
          <LeaderboardTable
            rows={rows}
            ownRow={ownRowOf(viewer, own)}
            isBeyond={own.isBeyond}
            caption={`${boardNames[board]}, ${scopeNames[scope]}`}
          />
        ) : own.absence === 'no-rooms' ? (
          <EmptyState
            title="You have not been in a room yet"
            description="Join one to compare with the people you study with."
            action={<Button render={<Link href={routes.rooms} />}>Find a room</Button>}
          />
        ) : (
          <EmptyState
            title={scope === 'rooms' ? 'Nobody from your rooms is here yet' : 'The board is still empty'}
            description={
              scope === 'rooms'
                ? 'Everyone who is or was in a room with you is listed here, with their focus in this period.'
                : 'Someone has to be first. A single focus session is enough.'
            }
            action={<Button render={<Link href={routes.study} />}>Start a session</Button>}
          />
        )}
        <p className="text-sm text-ink-faint">
          The first {leaderboardRows} are listed. A day counts for at most {formatDuration(rankedMinutesPerDay)}: nobody
          should win by not sleeping. Days follow each person’s own time zone; weeks run from Monday to Sunday.
        </p>
      </Panel>
      <Panel as="section" aria-label="Your place on the board">
        <LeaderboardVisibility visibility={choice.visibility} alias={choice.alias} />
      </Panel>
    </>
  )
}

/** The viewer's own row, when it is further down than the board is long. */
function ownRowOf(viewer: Viewer, { rank, isInRows, minutes }: Leaderboard['own']): LeaderboardRow | null {
  if (rank === null || isInRows) return null
  const { username, avatarUrl, level } = viewer
  return { rank, name: username, username, avatarUrl, level, minutes, isViewer: true }
}
