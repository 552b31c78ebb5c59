import 'server-only'
import { and, asc, eq, getTableColumns, inArray, is, isNull, not, or, type SQL, sql, Table } from 'drizzle-orm'
import { db } from '@/db/client'
import { isSeated } from '@/db/conditions'
import * as schema from '@/db/schema'
import { bans, conversations, memberships, rooms, studySessions, tasks, tutorMessages, users } from '@/db/schema'
import { toCsv } from './csv'
import type { Viewer } from './viewer'

/** Columns that say that a row is a person's own. */
const ownerColumns = ['userId', 'authorId', 'reporterId', 'blockerId', 'createdById'] as const
/** What proves who somebody is stays here: hashes and secrets. Pictures have an address of their own. */
const secretColumn = /hash|secret|token|^image$|^channelVersion$/i
/** Tables without a person in them, or, like mails, full of links that open something. */
const notPersonal: ReadonlySet<string> = new Set([
  'rateLimits',
  'mails',
  'jobRuns',
  'roomTimers',
  'timerCycles',
  'timerRuns',
  'tutorBudgets',
  // What a room played, right answers included; what somebody answered is theirs.
  'roomQuizzes',
  // That somebody is banned, where, and by whom, is told nowhere else: to them the room is not there.
  'bans',
])
/** Where a row holds more than what is the person's own: the columns that are. */
const ownColumns: Record<string, readonly string[]> = {
  // What others said around a reported message is kept for whoever decides about it.
  reports: ['id', 'roomId', 'reportedUserId', 'messageId', 'reason', 'createdAt', 'resolvedAt'],
  rooms: [
    'id',
    'code',
    'name',
    'description',
    'subject',
    'maxMembers',
    'isPublic',
    'isTemporary',
    'isLocked',
    'createdAt',
    'expiresAt',
  ],
}

const tables = Object.entries(schema as Record<string, unknown>).filter((entry): entry is [string, Table] =>
  is(entry[1], Table),
)

/** Which rows of a table are the viewer's; undefined for tables that are not about people. */
function ownRows(table: Table, viewerId: string): SQL | undefined {
  if (table === users) return eq(users.id, viewerId)
  if (table === tutorMessages) {
    const own = db.select({ id: conversations.id }).from(conversations).where(eq(conversations.userId, viewerId))
    return inArray(tutorMessages.conversationId, own)
  }
  if (table === rooms) return ownRooms(viewerId)
  const columns = getTableColumns(table)
  const owners = ownerColumns.flatMap((name) => columns[name] ?? [])
  return owners.length > 0 ? or(...owners.map((column) => eq(column, viewerId))) : undefined
}

/**
 * The rooms a person opened and may still enter as they are now: those they host, those they sit in, and those that
 * nobody has taken over. What became of a room in other hands is not theirs to read.
 */
function ownRooms(viewerId: string): SQL | undefined {
  const sitsThere = sql`exists (select 1 from ${memberships} where ${and(
    eq(memberships.roomId, rooms.id),
    eq(memberships.userId, viewerId),
    isSeated,
  )})`
  const isBanned = sql`exists (select 1 from ${bans} where ${and(eq(bans.roomId, rooms.id), eq(bans.userId, viewerId))})`
  return and(
    eq(rooms.createdById, viewerId),
    or(eq(rooms.hostId, viewerId), isNull(rooms.hostId), sitsThere),
    not(isBanned),
  )
}

/** Tables of the schema that no rule here covers: a test keeps this empty, so that no new table is forgotten. */
export const unexported = (): string[] =>
  tables.filter(([name, table]) => !notPersonal.has(name) && !ownRows(table, '')).map(([name]) => name)

/** Everything we keep about the viewer, by table: the rows as they are, without what could open an account. */
export async function exportAccount(viewer: Viewer, now: Date): Promise<Record<string, unknown>> {
  const exported: Record<string, unknown> = { exportedAt: now.toISOString(), username: viewer.username }
  for (const [name, table] of tables) {
    const where = notPersonal.has(name) ? undefined : ownRows(table, viewer.id)
    if (!where) continue
    const columns = Object.entries(getTableColumns(table)).filter(
      ([column]) => !secretColumn.test(column) && (ownColumns[name]?.includes(column) ?? true),
    )
    // Typed as one table for all: only the names of columns differ, and they are read from the table itself.
    exported[name] = await db
      .select(Object.fromEntries(columns) as ReturnType<typeof getTableColumns<typeof users>>)
      .from(table as typeof users)
      .where(where)
  }
  return exported
}

/** The viewer's study sessions as a table for a spreadsheet, oldest first. */
export async function exportStudySessions(viewer: Viewer): Promise<string> {
  const rows = await db
    .select({
      day: studySessions.day,
      started: studySessions.startedAt,
      ended: studySessions.endedAt,
      type: studySessions.type,
      minutes: studySessions.minutes,
      completed: studySessions.isCompleted,
      task: tasks.name,
      room: studySessions.roomName,
    })
    .from(studySessions)
    .leftJoin(tasks, eq(tasks.id, studySessions.taskId))
    .where(eq(studySessions.userId, viewer.id))
    .orderBy(asc(studySessions.startedAt))
  return toCsv(
    ['Day', 'Started', 'Ended', 'Type', 'Minutes', 'Completed', 'Task', 'Room'],
    rows.map((row) => [
      row.day,
      row.started.toISOString(),
      row.ended.toISOString(),
      row.type,
      row.minutes,
      row.completed ? 'yes' : 'no',
      row.task ?? '',
      row.room ?? '',
    ]),
  )
}
