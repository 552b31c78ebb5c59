import { getTableColumns, getTableName, is, Table } from 'drizzle-orm'
import { beforeEach, expect, test, vi } from 'vitest'
import { db, transaction } from '@/db/client'
import * as schema from '@/db/schema'
import {
  emailVerifications,
  jobRuns,
  mails,
  notifications,
  passwordResets,
  rankings,
  rateLimits,
  reports,
  stays,
  timerCycles,
  timerRuns,
  tutorUsage,
} from '@/db/schema'
import { newId } from './ids'
import { isKeptPeriod } from './leaderboard/rules'
import { keptOtherwise, purgeOldRows, type RetentionRule, retention } from './retention'
import { createPerson } from './testing/people'
import { after, dayMs, hourMs, minuteMs } from './time'

const now = new Date('2026-11-23T12:00:00Z')
const ago = (ms: number) => after(now, -ms)
const days = (count: number) => ago(count * dayMs)

const tables = Object.entries(schema as Record<string, unknown>).filter((entry): entry is [string, Table] =>
  is(entry[1], Table),
)

test('every table has a rule, or a reason why its rows end otherwise; none has both', () => {
  const ruled = new Set(retention.map(({ table }) => getTableName(table)))
  expect(tables.filter(([name, table]) => !ruled.has(getTableName(table)) && !keptOtherwise[name])).toEqual([])
  expect(tables.filter(([name, table]) => ruled.has(getTableName(table)) && keptOtherwise[name])).toEqual([])
  const names = tables.map(([name]) => name)
  expect(Object.keys(keptOtherwise).filter((name) => !names.includes(name))).toEqual([])
})

test('what the rules call a key is the primary key', () => {
  for (const { table, key } of retention) {
    const columns = Object.values(getTableColumns(table))
    const single = columns.filter(({ primary }) => primary)
    if (single.length > 0) expect(key).toEqual(single)
    else expect(key.length).toBeGreaterThan(1)
  }
})

let userId: string
beforeEach(async () => {
  userId = (await createPerson({ createdAt: days(800) })).id
  await transaction(async (tx) => {
    for (const { table } of retention) await tx.delete(table)
  })
})

const keysOf = async (table: RetentionRule['table'], column: string) =>
  ((await db.select().from(table)) as Record<string, unknown>[]).map((row) => String(row[column])).sort()

const mail = (id: string, status: 'queued' | 'sent' | 'failed', createdAt: Date) => ({
  id,
  idempotencyKey: id,
  toAddress: 'a@example.test',
  subject: '',
  html: '',
  text: '',
  status,
  nextAttemptAt: createdAt,
  createdAt,
})
const notice = (id: string, createdAt: Date) => ({
  id,
  userId,
  kind: 'system' as const,
  title: 't',
  dedupeKey: id,
  createdAt,
})
const reported = (id: string, createdAt: Date, resolvedAt: Date | null) => ({
  id,
  reason: 'r',
  context: { messages: [] },
  createdAt,
  resolvedAt,
})

test('what is old goes, what is young or open stays', async () => {
  const others = [await createPerson(), await createPerson()]
  const [one = '', two = ''] = others.map(({ id }) => id)
  await transaction(async (tx) => {
    await tx.insert(rateLimits).values([
      { key: 'old', windowStartedAt: ago(25 * hourMs), count: 1 },
      { key: 'young', windowStartedAt: ago(23 * hourMs), count: 1 },
    ])
    const link = { email: 'e', createdAt: days(1) }
    await tx.insert(emailVerifications).values([
      { ...link, userId: one, tokenHash: 'old', expiresAt: ago(minuteMs) },
      { ...link, userId: two, tokenHash: 'young', expiresAt: after(now, minuteMs) },
    ])
    await tx.insert(passwordResets).values([
      { tokenHash: 'old', userId, createdAt: days(1), expiresAt: ago(minuteMs) },
      { tokenHash: 'young', userId, createdAt: days(1), expiresAt: after(now, minuteMs) },
    ])
    await tx
      .insert(mails)
      .values([
        mail('old sent', 'sent', days(31)),
        mail('old failed', 'failed', days(31)),
        mail('waiting', 'queued', days(31)),
        mail('young', 'failed', days(29)),
      ])
    await tx.insert(notifications).values([notice('old', days(91)), notice('young', days(89))])
    await tx
      .insert(reports)
      .values([
        reported('old', days(700), days(366)),
        reported('open', days(700), null),
        reported('young', days(700), days(364)),
      ])
    await tx.insert(jobRuns).values([
      { id: 'old', job: 'rooms', startedAt: days(91) },
      { id: 'young', job: 'rooms', startedAt: days(89) },
    ])
    await tx.insert(tutorUsage).values(['2026-08-24', '2026-08-25'].map((day) => ({ userId, day })))
  })
  expect(await purgeOldRows(now)).toEqual({
    rate_limits: 1,
    email_verifications: 1,
    password_resets: 1,
    mails: 2,
    notifications: 1,
    reports: 1,
    job_runs: 1,
    tutor_usage: 1,
  })
  expect(await keysOf(rateLimits, 'key')).toEqual(['young'])
  expect(await keysOf(emailVerifications, 'tokenHash')).toEqual(['young'])
  expect(await keysOf(passwordResets, 'tokenHash')).toEqual(['young'])
  expect(await keysOf(mails, 'id')).toEqual(['waiting', 'young'])
  expect(await keysOf(notifications, 'id')).toEqual(['young'])
  expect(await keysOf(reports, 'id')).toEqual(['open', 'young'])
  expect(await keysOf(jobRuns, 'id')).toEqual(['young'])
  expect(await keysOf(tutorUsage, 'day')).toEqual(['2026-08-25'])
  expect(await purgeOldRows(now)).toEqual({})
})

test('past periods of leaderboards go, the running ones and those of all time stay', async () => {
  const periods = [
    'all',
    '2026-11',
    '2026-08',
    '2026-07',
    '2025-12',
    'week-2026-11-23',
    'week-2026-08-24',
    'week-2026-08-17',
    'week-2025-12-29',
    '2026-11-23',
    '2026-08-25',
    '2026-08-24',
    '2026-08-01',
    '2025-12-31',
  ]
  const row = { userId, minutes: 1, isListed: true }
  await transaction((tx) => tx.insert(rankings).values(periods.map((period) => ({ ...row, period }))))
  await purgeOldRows(now)
  const left = await keysOf(rankings, 'period')
  expect(left).toEqual(
    ['all', '2026-11', '2026-08', 'week-2026-11-23', 'week-2026-08-24', '2026-11-23', '2026-08-25'].sort(),
  )
  expect(left).toEqual(periods.filter((period) => isKeptPeriod(period, now)).sort())
})

test('stays and cycles go once they are credited, and not before', async () => {
  const stay = (id: string, roomId: string, leftAt: Date | null) => ({
    id,
    roomId,
    userId,
    joinedAt: days(60),
    leftAt,
  })
  const cycle = (id: string, roomId: string, endedAt: Date | null, dueAt: Date | null) => ({
    id,
    roomId,
    roomName: 'Room',
    startedAt: days(60),
    endedAt,
    dueAt,
  })
  await transaction(async (tx) => {
    await tx
      .insert(stays)
      .values([
        stay('credited', 'quiet', days(31)),
        stay('here', 'quiet', null),
        stay('young', 'quiet', days(29)),
        stay('owed', 'due', days(31)),
        stay('before the cycle', 'later', days(31)),
        stay('of a cycle under way', 'running', days(31)),
      ])
    await tx
      .insert(timerCycles)
      .values([
        cycle('credited', 'quiet', days(31), null),
        cycle('young', 'quiet', days(29), null),
        cycle('owed', 'due', days(31), days(31)),
        { ...cycle('began later', 'later', null, days(1)), startedAt: days(30.5) },
        cycle('under way', 'running', null, after(now, minuteMs)),
      ])
    const run = { startedAt: days(60), anchoredAt: days(60), anchorStep: 0 }
    await tx.insert(timerRuns).values(['credited', 'owed'].map((id) => ({ ...run, id, cycleId: id })))
  })
  await purgeOldRows(now)
  expect(await keysOf(stays, 'id')).toEqual(['here', 'owed', 'young'])
  expect(await keysOf(timerCycles, 'id')).toEqual(['began later', 'owed', 'under way', 'young'])
  expect(await keysOf(timerRuns, 'id')).toEqual(['owed'])
})

const some = (count: number) =>
  transaction((tx) =>
    tx.insert(jobRuns).values(Array.from({ length: count }, () => ({ id: newId(), job: 'x', startedAt: days(100) }))),
  )
const ruleOf = (table: RetentionRule['table']) => {
  const rule = retention.find((one) => one.table === table)
  if (!rule) throw new Error('No such rule.')
  return rule
}

test('a run ends with its time and takes no more than a batch at once; the next one goes on', async () => {
  await some(5)
  const rules = [{ ...ruleOf(jobRuns), batch: 2 }]
  expect(await purgeOldRows(now, { rules, budgetMs: 0 })).toEqual({ job_runs: 2 })
  expect(await purgeOldRows(now, { rules })).toEqual({ job_runs: 3 })
})

test('two runs at once delete each row once', async () => {
  await some(40)
  const rules = [{ ...ruleOf(jobRuns), batch: 3 }]
  const runs = await Promise.all([purgeOldRows(now, { rules }), purgeOldRows(now, { rules })])
  expect(runs.reduce((sum, { job_runs: count = 0 }) => sum + count, 0)).toBe(40)
  expect(await db.$count(jobRuns)).toBe(0)
})

test('a table that fails is reported after the others had their turn', async () => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  await some(1)
  const broken = {
    ...ruleOf(mails),
    isOver: () => {
      throw new Error('broken')
    },
  }
  await expect(purgeOldRows(now, { rules: [broken, ruleOf(jobRuns)] })).rejects.toThrow(AggregateError)
  vi.restoreAllMocks()
  expect(await db.$count(jobRuns)).toBe(0)
})
