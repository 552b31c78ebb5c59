import 'server-only'
import { and, eq, getTableName, gte, inArray, isNull, lt, lte, ne, notExists, or, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { db, transaction } from '@/db/client'
import {
  emailVerifications,
  jobRuns,
  mails,
  notifications,
  passwordResets,
  rankings,
  rateLimits,
  reports,
  roomQuizzes,
  stays,
  timerCycles,
  tutorBudgets,
  tutorUsage,
} from '@/db/schema'
import { oldestPeriods, rankingsKeptMs } from './leaderboard/rules'
import { log } from './log'
import { after, dayMs, secondMs } from './time'

/** When rows of a table have been kept for long enough. */
export type RetentionRule = {
  table: SQLiteTable
  /** The columns of its primary key. */
  key: SQLiteColumn[]
  /** How long a row is kept after the instant that {@link isOver} compares. */
  ageMs: number
  /** Rows deleted in one transaction: on SQLite nobody else writes meanwhile. */
  batch: number
  /** @param before `now` less the age */
  isOver: (before: Date, now: Date) => SQL | undefined
}

/** What is deleted by its age alone. Each condition reads an index, so that a run costs what it deletes. */
export const retention: readonly RetentionRule[] = [
  {
    table: rateLimits,
    key: [rateLimits.key],
    // Longer than any window.
    ageMs: dayMs,
    batch: 1_000,
    isOver: (before) => lt(rateLimits.windowStartedAt, before),
  },
  {
    table: emailVerifications,
    key: [emailVerifications.userId],
    ageMs: 0,
    batch: 500,
    isOver: (before) => lt(emailVerifications.expiresAt, before),
  },
  {
    table: passwordResets,
    key: [passwordResets.tokenHash],
    ageMs: 0,
    batch: 500,
    isOver: (before) => lt(passwordResets.expiresAt, before),
  },
  {
    // What is sent needs no keeping; the row stays a while, so that its cause is known to be done. What was given up
    // still holds its words, and the links in them.
    table: mails,
    key: [mails.id],
    ageMs: 30 * dayMs,
    batch: 200,
    isOver: (before) => and(lt(mails.createdAt, before), inArray(mails.status, ['sent', 'failed'])),
  },
  {
    // What happened can be read in the bell for a season.
    table: notifications,
    key: [notifications.id],
    ageMs: 90 * dayMs,
    batch: 500,
    isOver: (before) => lt(notifications.createdAt, before),
  },
  {
    // Open cases stay. A closed one is kept for a year: whoever is reported again has a history.
    table: reports,
    key: [reports.id],
    ageMs: 365 * dayMs,
    batch: 100,
    isOver: (before) => lt(reports.resolvedAt, before),
  },
  {
    // Only what is credited: while a cycle of its room is due, what a stay shared of it is not written down yet.
    table: stays,
    key: [stays.id],
    ageMs: 30 * dayMs,
    batch: 500,
    isOver: (before, now) => and(lt(stays.leftAt, before), notExists(cyclesToCredit(now))),
  },
  {
    // Ended and credited; its runs go with it.
    table: timerCycles,
    key: [timerCycles.id],
    ageMs: 30 * dayMs,
    batch: 100,
    isOver: (before) => and(lt(timerCycles.endedAt, before), isNull(timerCycles.dueAt)),
  },
  {
    // Leaderboards show the running day, week and month.
    table: rankings,
    key: [rankings.userId, rankings.period],
    ageMs: rankingsKeptMs,
    batch: 500,
    isOver: (_, now) => isPastPeriod(now),
  },
  {
    table: jobRuns,
    key: [jobRuns.id],
    ageMs: 90 * dayMs,
    batch: 500,
    isOver: (before) => lt(jobRuns.startedAt, before),
  },
  {
    // A quota counts one day; the rows before tell what the tutor costs.
    table: tutorUsage,
    key: [tutorUsage.userId, tutorUsage.day],
    ageMs: 90 * dayMs,
    batch: 500,
    isOver: (before) => lt(tutorUsage.day, before.toISOString().slice(0, 10)),
  },
  {
    table: tutorBudgets,
    key: [tutorBudgets.day],
    ageMs: 90 * dayMs,
    batch: 100,
    isOver: (before) => lt(tutorBudgets.day, before.toISOString().slice(0, 10)),
  },
  {
    // With the break end its scores; the answers go with it.
    table: roomQuizzes,
    key: [roomQuizzes.id],
    ageMs: 0,
    batch: 200,
    isOver: (before) => lt(roomQuizzes.endsAt, before),
  },
]

/** The cycles of a stay's room that began before it ended and wait to be credited. */
const cyclesToCredit = (now: Date) =>
  db
    .select({ one: sql`1` })
    .from(timerCycles)
    .where(
      and(eq(timerCycles.roomId, stays.roomId), lt(timerCycles.startedAt, stays.leftAt), lte(timerCycles.dueAt, now)),
    )

/** {@link isKeptPeriod} for a `where`, as stretches of the index: days and months sort before `all`, weeks behind it. */
function isPastPeriod(now: Date): SQL | undefined {
  const { day, week, month } = oldestPeriods(now)
  const { period } = rankings
  // A month sorts before its own days.
  return or(and(lt(period, day), ne(period, month)), and(gte(period, 'week-'), lt(period, week)))
}

/** The tables of the schema that no rule above covers, by their names there: what ends the life of their rows. */
export const keptOtherwise: Readonly<Record<string, string>> = {
  users: 'until the person deletes the account',
  profiles: 'one row a person',
  avatars: 'one row a person',
  preferences: 'one row a person',
  secondFactors: 'one row a person',
  recoveryCodes: 'a handful a person, replaced as a whole',
  providerAccounts: 'one row a person and provider',
  blocks: 'until the person lifts it',
  sessions: 'purged where they are ended, because their sockets end with them (lib/accounts/commands/sessions)',
  notificationSettings: 'one row a person and kind',
  rooms: 'temporary ones expire (lib/rooms/commands); a person keeps only so many open (roomLimits)',
  memberships: 'one row a room and person; goes with the room',
  bans: 'until it is lifted; goes with the room',
  messages: 'what people said; goes with the room',
  reactions: 'goes with the message',
  mentions: 'goes with the message',
  roomTimers: 'one row a room',
  timerRuns: 'goes with its cycle',
  tasks: 'until the person deletes it; then purged after a month to undo it (lib/study/tasks/purge)',
  runningSessions: 'one row a person',
  studySessions: 'the history of a person, which is what they come back for',
  studyDays: 'one row a person and day: the history',
  studyTotals: 'one row a person',
  xpEntries: 'the ledger: what every total is recounted from',
  userAchievements: 'one row a person and achievement',
  goals: 'the history of a goal, one row a day on which it is changed',
  studyPartners: 'one row a pair of people who focused together',
  plannedSessions: 'the calendar of a person, limited when something is planned (lib/planner/commands)',
  calendarFeeds: 'one row a person',
  conversations: 'until the person deletes it',
  tutorMessages: 'goes with the conversation',
  recallCards: 'until the person deletes it; limited when cards are made (lib/tutor/recall)',
  roomQuizAnswers: 'goes with the quiz',
}

/** How long one run goes on. A route has a minute at most, and what is left waits for the next run. */
const usualBudgetMs = 20 * secondMs

/**
 * Deletes what has been kept for long enough, batch by batch in turns, so that a table with much to delete holds up
 * neither the others nor, on SQLite, who writes. Safe to run twice at once. Answers how many rows went, by table.
 * @throws AggregateError after all others had their turn, when a table failed.
 */
export async function purgeOldRows(
  now: Date,
  { rules = retention, budgetMs = usualBudgetMs }: { rules?: readonly RetentionRule[]; budgetMs?: number } = {},
): Promise<Record<string, number>> {
  const endsAt = performance.now() + budgetMs
  const purged: Record<string, number> = {}
  const errors: unknown[] = []
  let unfinished = rules
  do {
    const hasMore: RetentionRule[] = []
    for (const rule of unfinished) {
      const name = getTableName(rule.table)
      try {
        const count = await purgeBatch(rule, now)
        if (count > 0) purged[name] = (purged[name] ?? 0) + count
        if (count >= rule.batch) hasMore.push(rule)
      } catch (error) {
        log.error('retention.failed', { table: name, error })
        errors.push(error)
      }
    }
    unfinished = hasMore
  } while (unfinished.length > 0 && performance.now() < endsAt)
  if (errors.length > 0) throw new AggregateError(errors, 'Old rows of some tables could not be deleted.')
  return purged
}

async function purgeBatch({ table, key, ageMs, batch, isOver }: RetentionRule, now: Date): Promise<number> {
  const condition = isOver(after(now, -ageMs), now)
  const columns = sql.join(key, sql`, `)
  const some = sql`(${columns}) in (select ${columns} from ${table} where ${condition} limit ${batch})`
  // The condition stands outside too: on PostgreSQL a row may have changed between being found and being taken.
  const gone = await transaction((tx) => tx.delete(table).where(and(some, condition)).returning({ one: sql`1` }))
  return gone.length
}
