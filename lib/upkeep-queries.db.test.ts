/**
 * What upkeep asks again and again costs what it finds, not what there is: no statement of a cron job reads a whole table,
 * and no deletion searches one for rows that refer to what goes. Asked of SQLite's planner; PostgreSQL has the same indexes
 * and decides by how full the tables are.
 */
import { getTableColumns, getTableName, is, Table } from 'drizzle-orm'
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core'
import { beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { transaction } from '@/db/client'
import { sqliteFile } from '@/db/dialect/choice'
import * as schema from '@/db/schema'
import {
  jobRuns,
  memberships,
  plannedSessions,
  rooms,
  sessions,
  stays,
  tasks,
  timerCycles,
  timerRuns,
} from '@/db/schema'
import { openSqliteFile } from '@/db/sqlite'
import { purgeExpired } from './accounts/commands/sessions'
import { newId } from './ids'
import { deliverDueMails, isMailFailing } from './mail/deliver'
import { remindOfPlans } from './planner/reminders'
import { purgeOldRows, retention } from './retention'
import { deleteExpiredRooms } from './rooms/commands'
import { freeGoneSeats, reconcilePresence } from './rooms/seats/presence'
import { creditRooms } from './study/earning/room-credit'
import { purgeDeletedTasks } from './study/tasks/purge'
import { createPerson } from './testing/people'
import { queriesOf } from './testing/queries'
import { after, dayMs, minuteMs } from './time'

vi.mock('@/lib/realtime/publish', () => ({
  fitsInEvent: () => true,
  publish: async () => {},
  disconnectSessions: async () => {},
}))
vi.mock('@/lib/realtime/presence', () => ({ listPresent: async () => new Set(), listOccupied: async () => new Map() }))

const now = new Date('2026-11-23T12:00:00Z')

const jobs: Record<string, () => Promise<unknown>> = {
  retention: () => purgeOldRows(now),
  'expired sessions': () => purgeExpired(now),
  'deleted tasks': () => purgeDeletedTasks(now),
  reminders: () => remindOfPlans(now),
  credit: () => creditRooms(now),
  'gone seats': () => freeGoneSeats(now),
  presence: () => reconcilePresence(now),
  'expired rooms': () => deleteExpiredRooms(now),
  mail: () => deliverDueMails(now, async () => {}),
  'failing email': () => isMailFailing(now),
}

/** Something to do for each job, so that it asks more than whether there is anything. */
async function somethingToDo(): Promise<void> {
  const { id: userId } = await createPerson()
  const [roomId, cycleId] = [newId(), newId()]
  const long = after(now, -40 * dayMs)
  const room = { name: 'Room', searchText: 'room', maxMembers: 4, isPublic: true, lastActivityAt: now, createdAt: now }
  const plan = { userId, title: 'Plan', category: 'study' as const, minutes: 25, day: '2026-11-23' }
  await transaction(async (tx) => {
    await tx.insert(rooms).values([
      { ...room, id: roomId, code: 'K7QX2M', activeMembers: 1 },
      { ...room, id: newId(), code: 'K7QX2N', expiresAt: now },
    ])
    const seat = { id: newId(), roomId, userId, joinedAt: long, lastSeenAt: now }
    await tx.insert(memberships).values({ ...seat, isActive: true, goneSince: long })
    await tx.insert(stays).values({ id: newId(), roomId, userId, joinedAt: long })
    await tx.insert(timerCycles).values({ id: cycleId, roomId, roomName: 'Room', startedAt: long, dueAt: now })
    const run = { id: newId(), cycleId, startedAt: long, anchoredAt: long, anchorStep: 0 }
    await tx.insert(timerRuns).values({ ...run, endedAt: after(long, 60 * minuteMs) })
    await tx.insert(tasks).values({ id: newId(), userId, name: 'x', position: 'a', deletedAt: long, createdAt: long })
    const times = { startsAt: now, remindMinutesBefore: 10, createdAt: long, updatedAt: long }
    await tx.insert(plannedSessions).values({ ...plan, ...times, id: newId() })
    await tx.insert(sessions).values({ id: newId(), userId, createdAt: long, lastSeenAt: long, expiresAt: long })
    await tx.insert(jobRuns).values({ id: newId(), job: 'x', startedAt: after(now, -100 * dayMs) })
  })
}

/** How SQLite would go about a statement, a line a step. */
function planOf(query: string): string[] {
  const handle = openSqliteFile(sqliteFile(process.env.DATABASE_URL), { readonly: true })
  try {
    const rows = handle.prepare(`explain query plan ${query}`).all(...(query.match(/\?/g) ?? []).map(() => 0))
    return (rows as { detail: string }[]).map(({ detail }) => detail)
  } finally {
    handle.close()
  }
}

const tables = Object.values(schema as Record<string, unknown>).filter((value): value is SQLiteTable =>
  is(value, Table),
)

describe.runIf(inject('dialect') === 'sqlite')('on SQLite', () => {
  beforeAll(somethingToDo)

  test.each(Object.keys(jobs))('%s reads no whole table', async (name) => {
    const queries = (await queriesOf(async () => jobs[name]?.())).filter((query) =>
      /^(select|update|delete)/.test(query),
    )
    expect(queries.length).toBeGreaterThan(0)
    const scans = queries.flatMap((query) =>
      planOf(query)
        .filter((step) => /^SCAN (?!\(|\d*\s*CONSTANT)/.test(step))
        .map((step) => `${step}: ${query}`),
    )
    expect(scans).toEqual([])
  })

  test('a statement that reads a whole table is found', () => {
    expect(planOf('select name from rooms where description = ?')).toEqual(['SCAN rooms'])
  })
})

/** The tables whose rows jobs delete, and those whose rows go with them. */
function purged(): Set<string> {
  const names = new Set([...retention.map(({ table }) => getTableName(table)), 'rooms', 'tasks', 'sessions'])
  for (let size = 0; size !== names.size; ) {
    size = names.size
    for (const table of tables)
      for (const { onDelete, reference } of getTableConfig(table).foreignKeys)
        if (onDelete === 'cascade' && names.has(getTableName(reference().foreignTable))) names.add(getTableName(table))
  }
  return names
}

test.runIf(inject('dialect') === 'sqlite')('what refers to rows that jobs delete is found by an index', () => {
  const parents = purged()
  const unindexed = tables.flatMap((table) => {
    const { foreignKeys, indexes, primaryKeys, name } = getTableConfig(table)
    const first = [
      ...indexes.map(({ config }) => config.columns[0]),
      ...primaryKeys.map(({ columns }) => columns[0]),
      ...Object.values(getTableColumns(table)).filter(({ primary }) => primary),
    ]
    return foreignKeys
      .map(({ reference }) => reference())
      .filter(({ foreignTable, columns }) => parents.has(getTableName(foreignTable)) && !first.includes(columns[0]))
      .map(({ columns }) => `${name}.${columns[0]?.name}`)
  })
  expect(parents).toContain('messages')
  expect(unindexed).toEqual([])
})
