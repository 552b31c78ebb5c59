/**
 * Many people with long histories, straight into a SQLite file: recording ten million sessions one by one would take
 * hours. SQLite writes the sessions itself from one calendar that everybody shares, and every total is then summed up
 * from the rows below it.
 */
import { migrateDatabase } from '@/db/migrate'
import { openSqliteFile } from '@/db/sqlite'
import type { Viewer } from '@/lib/accounts/viewer'
import { addDays } from '@/lib/calendar/study-day'
import { boards, periodOf } from '@/lib/leaderboard/rules'
import { dayMs, hourMs, minuteMs } from '@/lib/time'

const sessionsPerDay = 3
/** The local hour of a day's first session; the others follow, one an hour. */
const firstHour = 8
const peoplePerTransaction = 200

/** Short, so that ten million of them fit on a small disk. */
const idOf = (index: number) => `u${index.toString(36).padStart(3, '0')}`

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
  formerCalendars: [],
  weekStart: 1,
  scene: 'rainy-window',
  channelVersion: 1,
})

/** How many people, and how many sessions each of them has behind them. */
export type Size = { people: number; sessions: number }

/** Fills a new file: sessions of 25 to 50 minutes, three on each study day of each person, the last on today. */
export async function fillDatabase(file: string, { people, sessions }: Size, now: Date): Promise<void> {
  await migrateDatabase(`file:${file}`)
  const handle = openSqliteFile(file)
  // Nobody minds losing this file: no journal, no waiting for the disk.
  for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', 'cache_size = -400000', 'foreign_keys = OFF'])
    handle.pragma(pragma)
  const today = new Date(now.getTime() - 4 * hourMs).toISOString().slice(0, 10)
  handle.exec(`
    create temp table person (number integer primary key, id text, session text, name text);
    create temp table calendar (number integer primary key, day text, starts_at integer, slot integer);
    create temp table period (day text, name text);
  `)
  const addPerson = handle.prepare('insert into person values (?, ?, ?, ?)')
  const addSlot = handle.prepare('insert into calendar values (?, ?, ?, ?)')
  const addPeriod = handle.prepare('insert into period values (?, ?)')
  handle.exec('begin')
  for (let index = 0; index < people; index++) {
    const { id, sessionId, username } = benchUser(index)
    addPerson.run(index, id, sessionId, username)
  }
  const days = Math.ceil(sessions / sessionsPerDay)
  for (let number = 0; number < sessions; number++) {
    const back = days - 1 - Math.floor(number / sessionsPerDay)
    const day = addDays(today, -back)
    const slot = number % sessionsPerDay
    addSlot.run(number, day, Date.parse(`${day}T04:00:00Z`), slot)
    if (slot === 0) for (const board of boards) addPeriod.run(day, periodOf(board, day))
  }
  handle.exec('commit')
  const at = now.getTime()
  for (let from = 0; from < people; from += peoplePerTransaction) {
    const some = `number between ${from} and ${from + peoplePerTransaction - 1}`
    handle.exec(`begin; ${accounts(some, at)} ${histories(some)} ${totals(some, at)} commit;`)
  }
  handle.exec('analyze')
  handle.pragma('journal_mode = WAL')
  handle.close()
}

const accounts = (some: string, at: number) => `
  insert into users (id, username, username_key, email, email_key, created_at)
    select id, name, name, name || '@example.invalid', name || '@example.invalid', ${at} from person where ${some};
  insert into profiles (user_id, gender, time_zone, email_verified_at, updated_at)
    select id, 'undisclosed', 'UTC', ${at}, ${at} from person where ${some};
  insert into preferences (user_id, updated_at) select id, ${at} from person where ${some};
  insert into sessions (id, user_id, created_at, last_seen_at, expires_at)
    select session, id, ${at}, ${at}, ${at + dayMs} from person where ${some};
`

/** 25 to 50 minutes, different from person to person and from session to session. */
const minutes = '25 + (p.number * 31 + c.number * 17 + p.number * c.number) % 26'
const startedAt = `c.starts_at + ${(firstHour - 4) * hourMs} + c.slot * ${hourMs}`

const histories = (some: string) => `
  insert into study_sessions (id, user_id, type, minutes, active_ms, is_completed, started_at, ended_at, time_zone,
      day_start_hour, day, recorded_at)
    select id || '-' || number, id, 'focus', minutes, minutes * ${minuteMs}, 1, started_at,
      started_at + minutes * ${minuteMs}, 'UTC', 4, day, started_at + minutes * ${minuteMs}
    from (
      select p.id, c.number, c.day, ${startedAt} as started_at, ${minutes} as minutes
      from (select * from person where ${some}) p cross join calendar c
    );
  insert into xp_entries (user_id, reason, source_id, session_id, day, focus_ms, amount, created_at)
    select s.user_id, 'focus', s.id || ':' || s.day, s.id, s.day, s.active_ms, s.minutes, s.ended_at
    from person p cross join study_sessions s on s.user_id = p.id where p.${some};
  insert into study_days (user_id, day, focus_ms, focus_minutes, sessions, xp, focus_ms_by_hour, starts_at, ends_at)
    select s.user_id, s.day, sum(s.active_ms), sum(s.minutes), count(*), sum(s.minutes), ${byHour}, c.starts_at,
      c.starts_at + ${dayMs}
    from person p cross join study_sessions s on s.user_id = p.id join (select distinct day, starts_at from calendar) c
      on c.day = s.day
    where p.${some} group by s.user_id, s.day;
`

/** The day's sessions, each in an hour of its own. */
const byHour = `json_array(${Array.from({ length: 24 }, (_, hour) =>
  hour < firstHour || hour >= firstHour + sessionsPerDay
    ? '0'
    : `sum(case when s.started_at = c.starts_at + ${(hour - 4) * hourMs} then s.active_ms else 0 end)`,
).join(', ')})`

const totals = (some: string, at: number) => `
  insert into study_totals (user_id, focus_minutes, sessions, xp, level, streak_days, longest_streak_days,
      last_study_day, last_study_day_starts_at, last_study_day_ends_at, updated_at)
    select d.user_id, sum(d.focus_minutes), sum(d.sessions), sum(d.xp), sum(d.xp) / 100 + 1, count(*), count(*),
      max(d.day), max(d.starts_at), max(d.ends_at), ${at}
    from person p cross join study_days d on d.user_id = p.id where p.${some} group by d.user_id;
  insert into rankings (user_id, period, minutes, is_listed)
    select d.user_id, r.name, sum(d.focus_minutes), 1
    from person p cross join study_days d on d.user_id = p.id join period r on r.day = d.day
    where p.${some} group by d.user_id, r.name;
`
