/** Many people with long histories, straight into a SQLite file: recording them one by one would take hours. */
import type { Statement } from 'better-sqlite3'
import { migrateDatabase } from '@/db/migrate'
import { openSqliteFile } from '@/db/sqlite'
import type { Viewer } from '@/lib/accounts/viewer'
import { boards, periodOf } from '@/lib/study/boards'
import { addDays } from '@/lib/study/study-day'
import { Random } from '@/lib/testing/random'
import { dayMs, hourMs, minuteMs } from '@/lib/time'

const sessionsPerDay = 3

const idOf = (index: number) => `u${String(index).padStart(6, '0')}`

/** One of them, signed in. */
export const benchUser = (index: number): Viewer => ({
  id: idOf(index),
  sessionId: `s-${idOf(index)}`,
  username: `bench_${index}`,
  isVerified: true,
  avatarUrl: null,
  level: 5,
  timeZone: 'UTC',
  dayStartHour: 4,
  weekStart: 1,
  scene: 'rainy-window',
})

type Insert = (...values: unknown[]) => void

/** Fills a new file: `people` with `sessions` of 25 or 50 minutes each, three on each study day, up to `now`. */
export async function fillDatabase(
  file: string,
  { people, sessions, now }: { people: number; sessions: number; now: Date },
): Promise<void> {
  await migrateDatabase(`file:${file}`)
  const handle = openSqliteFile(file)
  handle.pragma('synchronous = OFF')
  handle.pragma('cache_size = -400000')
  handle.pragma('foreign_keys = OFF')
  const into = (table: string, columns: string): Insert => {
    const names = columns.split(' ')
    const statement: Statement = handle.prepare(
      `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
    )
    return (...values) => void statement.run(...values)
  }
  const insert = {
    user: into('users', 'id username username_key email email_key created_at'),
    profile: into('profiles', 'user_id gender time_zone email_verified_at updated_at'),
    preferences: into('preferences', 'user_id updated_at'),
    session: into('sessions', 'id user_id created_at last_seen_at expires_at'),
    study: into(
      'study_sessions',
      'id user_id type minutes active_ms is_completed started_at ended_at time_zone day_start_hour day recorded_at',
    ),
    entry: into('xp_entries', 'user_id reason source_id session_id day focus_ms amount created_at'),
    day: into('study_days', 'user_id day focus_ms focus_minutes sessions xp focus_ms_by_hour starts_at ends_at'),
    totals: into(
      'study_totals',
      'user_id focus_minutes sessions xp level streak_days longest_streak_days last_study_day last_study_day_starts_at last_study_day_ends_at updated_at',
    ),
    ranking: into('rankings', 'user_id period minutes is_listed'),
  }
  const random = new Random(1)
  const today = new Date(now.getTime() - 4 * hourMs).toISOString().slice(0, 10)
  for (let from = 0; from < people; from += 500) {
    handle.exec('BEGIN')
    for (let index = from; index < Math.min(people, from + 500); index++) person(index)
    handle.exec('COMMIT')
  }
  handle.exec('ANALYZE')
  handle.close()

  function person(index: number): void {
    const id = idOf(index)
    const at = now.getTime()
    const { sessionId, username } = benchUser(index)
    insert.user(id, username, username, `${username}@example.invalid`, `${username}@example.invalid`, at)
    insert.profile(id, 'undisclosed', 'UTC', at, at)
    insert.preferences(id, at)
    insert.session(sessionId, id, at, at, at + dayMs)
    const ranked = new Map<string, number>()
    const days = Math.ceil(sessions / sessionsPerDay)
    let total = 0
    for (let back = days - 1; back >= 0; back--) total += studyOn(id, addDays(today, -back), ranked)
    const startsAt = Date.parse(`${today}T04:00:00Z`)
    const xp = total
    insert.totals(id, total, sessions, xp, Math.floor(xp / 100) + 1, days, days, today, startsAt, startsAt + dayMs, at)
    for (const [period, minutes] of ranked) insert.ranking(id, period, minutes, 1)
  }

  function studyOn(id: string, day: string, ranked: Map<string, number>): number {
    const startsAt = Date.parse(`${day}T04:00:00Z`)
    const hours = Array.from({ length: 24 }, () => 0)
    let total = 0
    for (let round = 0; round < sessionsPerDay; round++) {
      const minutes = random.chance(0.3) ? 50 : 25
      const startedAt = startsAt + (4 + round) * hourMs + random.between(0, 9) * minuteMs
      const endedAt = startedAt + minutes * minuteMs
      const sessionId = `${id}-${day}-${round}`
      insert.study(sessionId, id, 'focus', minutes, minutes * minuteMs, 1, startedAt, endedAt, 'UTC', 4, day, endedAt)
      insert.entry(id, 'focus', `${sessionId}:${day}`, sessionId, day, minutes * minuteMs, minutes, endedAt)
      hours[8 + round] = minutes * minuteMs
      total += minutes
    }
    insert.day(
      id,
      day,
      total * minuteMs,
      total,
      sessionsPerDay,
      total,
      JSON.stringify(hours),
      startsAt,
      startsAt + dayMs,
    )
    for (const board of boards) {
      const period = periodOf(board, day)
      ranked.set(period, (ranked.get(period) ?? 0) + total)
    }
    return total
  }
}
