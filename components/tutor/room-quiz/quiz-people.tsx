import { Avatar } from '@/components/ui/avatar'
import type { QuizPerson, QuizScore } from '@/lib/tutor/room-quiz/view'

/** Who was right: pictures and names. */
export function RightPeople({ people }: { people: readonly QuizPerson[] }) {
  if (people.length === 0) return <p className="text-sm text-ink-soft">Nobody was right.</p>
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm">
      <p className="text-ink-soft">Right</p>
      <ul aria-label="Who was right" className="contents">
        {people.map(({ id, username, avatarUrl }) => (
          <li key={id} className="flex min-w-0 items-center gap-1.5 text-ink">
            <Avatar name={username} src={avatarUrl} size="xs" />
            <span className="truncate">{username}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** How many everybody got right, best first. */
export function QuizScores({ scores, count }: { scores: readonly QuizScore[]; count: number }) {
  if (scores.length === 0) return <p className="text-sm text-ink-soft">Nobody answered this time.</p>
  return (
    <ol aria-label="Scores" className="grid gap-1.5">
      {scores.map(({ person, right }) => (
        <li key={person.id} className="flex min-w-0 items-center gap-3">
          <Avatar name={person.username} src={person.avatarUrl} size="sm" />
          <span className="min-w-0 flex-1 truncate text-ink">{person.username}</span>
          <span className="shrink-0 text-sm text-ink-soft tabular-nums">
            {right} of {count}
          </span>
        </li>
      ))}
    </ol>
  )
}
