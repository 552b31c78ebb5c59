/** A database that an earlier release filled is brought along, and what people have in it stays. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { drizzle as drizzleSqlite } from 'drizzle-orm/better-sqlite3'
import { migrate as migrateSqlite } from 'drizzle-orm/better-sqlite3/migrator'
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js'
import { migrate as migratePostgres } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cluster, createDatabase, hasPostgres, startPostgres } from '@/lib/testing/postgres-cluster'
import type { Dialect } from './dialect/choice'
import { migrateDatabase } from './migrate'
import { openSqliteFile } from './sqlite'

type Row = Record<string, unknown>
/** A database at the schema of an earlier release. */
type Earlier = { url: string; run: (sql: string) => Promise<unknown>; ask: (sql: string) => Promise<Row[]> }

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cafe-earlier-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** The migrations up to and with number `last`, as that release had them. */
function migrationsUpTo(last: number, dialect: Dialect): string {
  const earlier = join(folder, `${dialect}-${last}`)
  cpSync(fileURLToPath(new URL(`migrations/${dialect}`, import.meta.url)), earlier, { recursive: true })
  const journalFile = join(earlier, 'meta', '_journal.json')
  const journal = JSON.parse(readFileSync(journalFile, 'utf8')) as { entries: { idx: number }[] }
  journal.entries = journal.entries.filter(({ idx }) => idx <= last)
  writeFileSync(journalFile, JSON.stringify(journal))
  return earlier
}

async function earlierSqlite(last: number): Promise<Earlier> {
  const file = join(folder, `${last}.db`)
  const open = <Result>(work: (handle: ReturnType<typeof openSqliteFile>) => Result): Result => {
    const handle = openSqliteFile(file)
    try {
      return work(handle)
    } finally {
      handle.close()
    }
  }
  open((handle) => migrateSqlite(drizzleSqlite(handle), { migrationsFolder: migrationsUpTo(last, 'sqlite') }))
  return {
    url: `file:${file}`,
    run: async (sql) => open((handle) => handle.exec(sql)),
    ask: async (sql) => open((handle) => handle.prepare(sql).all() as Row[]),
  }
}

async function earlierPostgres(cluster: Cluster, last: number): Promise<Earlier> {
  const url = await createDatabase(cluster.url, `cafe_earlier_${last}`)
  const open = async <Result>(work: (client: postgres.Sql) => Promise<Result>): Promise<Result> => {
    const client = postgres(url, { max: 1, onnotice: () => {} })
    try {
      return await work(client)
    } finally {
      await client.end({ timeout: 5 })
    }
  }
  const migrationsFolder = migrationsUpTo(last, 'postgres')
  await open((client) => migratePostgres(drizzlePostgres(client), { migrationsFolder }))
  return {
    url,
    run: (sql) => open((client) => client.unsafe(sql)),
    ask: (sql) => open(async (client) => [...(await client.unsafe(sql))]),
  }
}

/** Somebody with badges, a ban, a running session and settings, as releases before 0004 kept them. */
function livedIn(dialect: Dialect): string {
  const at = dialect === 'sqlite' ? '1700000000000' : "'2023-11-14T22:13:20Z'"
  const [yes, no] = dialect === 'sqlite' ? ['1', '0'] : ['true', 'false']
  return `
    insert into users (id, username, username_key, email, email_key, created_at)
      values ('ada', 'ada', 'ada', 'a@x', 'a@x', ${at}), ('bob', 'bob', 'bob', 'b@x', 'b@x', ${at});
    insert into preferences (user_id, theme, focus_minutes, updated_at) values ('ada', 'dark', 50, ${at});
    insert into rooms (id, code, name, search_text, max_members, is_public, last_activity_at, created_at)
      values ('room', 'ABCDEF', 'Room', 'room', 4, ${yes}, ${at}, ${at});
    insert into bans (room_id, user_id, banned_by_id, reason, created_at) values ('room', 'bob', 'ada', 'loud', ${at});
    insert into memberships (id, room_id, user_id, is_active, status, joined_at, last_seen_at)
      values ('seat', 'room', 'ada', ${no}, 'away', ${at}, ${at});
    insert into tasks (id, user_id, name, position, created_at) values ('task', 'ada', 'Thesis', 'a0', ${at});
    insert into running_sessions (user_id, id, kind, task_id, room_id, started_at, version)
      values ('ada', 'run', 'focus', 'task', 'room', ${at}, 3);
    insert into study_sessions (id, user_id, type, minutes, active_ms, is_completed, started_at, ended_at, time_zone,
      day_start_hour, day, recorded_at)
      values ('session', 'ada', 'focus', 25, 1500000, ${yes}, ${at}, ${at}, 'UTC', 4, '2023-11-14', ${at});
    insert into achievements (id, name, description, icon, category, measure, requirement, xp, position)
      values ('getting-started', 'n', 'd', 'i', 'sessions', 'sessions', 1, 50, 0),
        ('hour-master', 'n', 'd', 'i', 'time', 'focus-minutes', 60, 100, 4);
    insert into user_achievements (user_id, achievement_id, unlocked_at, session_id)
      values ('ada', 'getting-started', ${at}, 'session'), ('ada', 'hour-master', ${at}, null);
  `
}

async function keepsWhatPeopleHave(earlier: Earlier, dialect: Dialect): Promise<void> {
  await earlier.run(livedIn(dialect))
  await migrateDatabase(earlier.url)
  const badges = 'select achievement_id, session_id from user_achievements order by achievement_id'
  expect(await earlier.ask(badges)).toEqual([
    { achievement_id: 'getting-started', session_id: 'session' },
    { achievement_id: 'hour-master', session_id: null },
  ])
  expect(await earlier.ask('select user_id, id, task_id, version from running_sessions')).toEqual([
    { user_id: 'ada', id: 'run', task_id: 'task', version: 3 },
  ])
  expect(await earlier.ask('select focus_minutes from preferences')).toEqual([{ focus_minutes: 50 }])
  expect(await earlier.ask('select user_id, banned_by_id from bans')).toEqual([{ user_id: 'bob', banned_by_id: 'ada' }])
  expect(await earlier.ask('select status from memberships')).toEqual([{ status: 'away' }])
  await expect(earlier.ask('select * from achievements')).rejects.toThrow(/achievements/)
  // Keys still hold: whoever goes takes along what is theirs.
  await earlier.run("delete from users where id = 'ada'")
  expect(await earlier.ask('select user_id from user_achievements union select user_id from running_sessions')).toEqual(
    [],
  )
}

test('what people had before 0004 is there after it, on SQLite', async () => {
  await keepsWhatPeopleHave(await earlierSqlite(3), 'sqlite')
})

describe.skipIf(!hasPostgres())('on PostgreSQL', () => {
  let cluster: Cluster
  beforeAll(async () => {
    const started = await startPostgres()
    if (!started) throw new Error('There is no PostgreSQL, though it was found.')
    cluster = started
  })
  afterAll(() => cluster?.stop())

  test('what people had before 0004 is there after it', async () => {
    await keepsWhatPeopleHave(await earlierPostgres(cluster, 3), 'postgres')
  })
})
