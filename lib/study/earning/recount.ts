import 'server-only'
import { and, asc, eq, gt, inArray } from 'drizzle-orm'
import { db, type Reader, type Tx, transaction } from '@/db/client'
import {
  goals,
  preferences,
  profiles,
  rankings,
  studyDays,
  studySessions,
  studyTotals,
  userAchievements,
  users,
  xpEntries,
} from '@/db/schema'
import { currentDay } from '@/lib/calendar/personal-days'
import { replaceRankings } from '@/lib/leaderboard/rankings'
import { isKeptPeriod } from '@/lib/leaderboard/rules'
import { type AchievementCounts, newlyReached } from './achievements'
import { awardAchievements, lockTotals } from './awarding'
import { writeDaySummaries } from './day-summaries'
import { partnersOf } from './partners'
import { planProgress } from './plan-progress'
import { progressTowards } from './record-session'
import { type Replayed, replay } from './replay'
import { restRule } from './streak'
import { streakColumns } from './streak-commands'
import { levelOf } from './xp'

/** A stored number that is not what the sessions and the ledger say. */
export type Difference = { userId: string; what: string; stored: unknown; expected: unknown }

/** Named values: the same names on both sides, so that comparing is one loop. */
type Facts = Map<string, unknown>

const page = 200

/**
 * Recomputes every stored total of everybody from their sessions and the ledger's bonuses, a person at a time, and answers
 * what differs. Only reads; with `fix`, what differs is replaced by what it should be, in a transaction a person.
 */
export async function recountPeople({ fix, now }: { fix: boolean; now: Date }): Promise<Difference[]> {
  const differences: Difference[] = []
  for await (const userId of everybody())
    differences.push(
      ...(await recountOf({
        find: (reader) => recountPerson(reader, userId, now),
        repair: repairPerson(userId, now),
        fix,
      })),
    )
  return differences
}

/** The ids of all people, in their order. */
export async function* everybody(): AsyncGenerator<string> {
  for (let after = ''; ; ) {
    const people = await db
      .select({ id: users.id })
      .from(users)
      .where(gt(users.id, after))
      .orderBy(asc(users.id))
      .limit(page)
    for (const { id } of people) yield id
    const last = people.at(-1)
    if (!last) return
    after = last.id
  }
}

type Recount = {
  find: (reader: Reader) => Promise<Difference[]>
  /** Looks again in the transaction, and replaces what still differs. */
  repair: (tx: Tx) => Promise<Difference[]>
  fix: boolean
}

/**
 * Looks without a transaction, so that nobody waits. What is recorded between two reads looks like a difference: a second
 * look (with `fix` the repair itself) tells.
 */
export async function recountOf({ find, repair, fix }: Recount): Promise<Difference[]> {
  const differences = await find(db)
  if (differences.length === 0) return []
  return fix ? transaction(repair) : find(db)
}

/** What differs for one person. Only reads. */
export async function recountPerson(reader: Reader, userId: string, now: Date): Promise<Difference[]> {
  const stored = await readStored(reader, userId)
  const replayed = replay(stored.sessions, restRule(stored.restChoices))
  const expected = expectedFacts(stored, replayed, await countsOfOthers(reader, userId))
  const differences = compare(userId, storedFacts(stored), expected)
  return differences.filter(({ what }) => isStillKept(what, now))
}

/** Old periods of leaderboards are deleted by their age (`lib/retention.ts`); the sessions behind them stay. */
const isStillKept = (what: string, now: Date): boolean =>
  !what.startsWith(rankingFact('')) || isKeptPeriod(what.slice(rankingFact('').length), now)

const rankingFact = (period: string) => `ranking ${period}`

/** What is reached with others, and by planning. */
const countsOfOthers = async (reader: Reader, userId: string): Promise<AchievementCounts> => ({
  ...(await partnersOf(reader, [userId])).get(userId),
  ...(await planProgress(reader, userId)),
})

/** Replaces what differs for one person. Answers what differed. */
export const repairPerson =
  (userId: string, now: Date) =>
  async (tx: Tx): Promise<Difference[]> => {
    const differences = await recountPerson(tx, userId, now)
    if (differences.length > 0) await rewrite(tx, userId, await countsOfOthers(tx, userId), now)
    return differences
  }

type Stored = Awaited<ReturnType<typeof readStored>>

async function readStored(reader: Reader, userId: string) {
  const sessions = await reader
    .select()
    .from(studySessions)
    .where(eq(studySessions.userId, userId))
    .orderBy(asc(studySessions.recordedAt), asc(studySessions.id))
  const restChoices = await reader
    .select({ fromDay: goals.fromDay, target: goals.target })
    .from(goals)
    .where(and(eq(goals.userId, userId), eq(goals.kind, 'rest-weekdays')))
  const [totals] = await reader.select().from(studyTotals).where(eq(studyTotals.userId, userId))
  const days = await reader.select().from(studyDays).where(eq(studyDays.userId, userId))
  const entries = await reader.select().from(xpEntries).where(eq(xpEntries.userId, userId))
  const ranked = await reader.select().from(rankings).where(eq(rankings.userId, userId))
  const owned = await reader.select().from(userAchievements).where(eq(userAchievements.userId, userId))
  return { sessions, restChoices, totals, days, entries, ranked, owned }
}

function storedFacts({ totals, days, entries, ranked, owned }: Stored): Facts {
  const facts: Facts = new Map()
  for (const { userId: _, day, startsAt: __, endsAt: ___, ...book } of days) addDay(facts, day, book)
  for (const { period, minutes } of ranked) facts.set(rankingFact(period), minutes)
  for (const { reason, day, focusMs, amount, sourceId } of entries) {
    if (reason === 'achievement') facts.set(`paid ${sourceId}`, true)
    else
      for (const [unit, value] of Object.entries({ focusMs, amount })) increase(facts, `ledger ${day} ${unit}`, value)
  }
  for (const { achievementId } of owned) facts.set(`owned ${achievementId}`, true)
  if (totals) {
    const { userId: _, updatedAt: __, ...numbers } = totals
    addTotals(facts, numbers)
  }
  return facts
}

function expectedFacts(stored: Stored, replayed: Replayed, others: AchievementCounts): Facts {
  const facts: Facts = new Map()
  for (const [day, { day: _, startsAt: __, endsAt: ___, ...book }] of replayed.days) {
    addDay(facts, day, book)
    if (book.focusMs === 0) continue
    facts.set(`ledger ${day} focusMs`, book.focusMs)
    facts.set(`ledger ${day} amount`, book.xp)
  }
  for (const [period, minutes] of replayed.ranked) facts.set(rankingFact(period), minutes)
  const xp = replayed.focusXp + bonusesOf(stored)
  if (stored.totals || stored.sessions.length > 0) addTotals(facts, totalsFor(replayed, xp))
  const owned = new Set(stored.owned.map(({ achievementId }) => achievementId))
  const missing = newlyReached({ ...progressTowards(totalsFor(replayed, xp)), ...others }, xp, owned).reached
  for (const id of [...owned, ...missing.map((achievement) => achievement.id)]) {
    facts.set(`owned ${id}`, true)
    facts.set(`paid ${id}`, true)
  }
  return facts
}

const bonusesOf = ({ entries }: Stored): number =>
  entries.reduce((sum, { reason, amount }) => sum + (reason === 'achievement' ? amount : 0), 0)

const totalsFor = (replayed: Replayed, xp: number) => ({
  focusMinutes: replayed.focusMinutes,
  sessions: replayed.sessions,
  longestSessionMinutes: replayed.longestSessionMinutes,
  earlyDays: replayed.earlyDays,
  ...streakColumns(replayed.streak),
  xp,
  level: levelOf(xp),
})

/** Only what is not zero: a row of zeros and no row say the same. */
function addDay(facts: Facts, day: string, book: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(book)) {
    const plain = Array.isArray(value) ? (value.some((ms) => ms > 0) ? value.join(' ') : 0) : value
    if (plain) facts.set(`day ${day} ${name}`, plain)
  }
}

function addTotals(facts: Facts, totals: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(totals))
    facts.set(`total ${name}`, value instanceof Date ? value.toISOString() : value)
}

function increase(facts: Facts, name: string, by: number): void {
  facts.set(name, Number(facts.get(name) ?? 0) + by)
}

function compare(userId: string, stored: Facts, expected: Facts): Difference[] {
  const names = [...new Set([...stored.keys(), ...expected.keys()])]
  return names
    .filter((name) => stored.get(name) !== expected.get(name))
    .map((what) => ({ userId, what, stored: stored.get(what), expected: expected.get(what) }))
}

async function rewrite(tx: Tx, userId: string, others: AchievementCounts, now: Date): Promise<void> {
  await lockTotals(tx, userId, now)
  await dropHalfAwards(tx, userId, await readStored(tx, userId))
  const stored = await readStored(tx, userId)
  const replayed = replay(stored.sessions, restRule(stored.restChoices))
  await tx.delete(studyDays).where(eq(studyDays.userId, userId))
  await writeDaySummaries(tx, userId, [...replayed.days.values()])
  await rewriteLedger(tx, userId, stored, replayed)
  await rewriteRankings(tx, userId, replayed, now)
  const totals = totalsFor(replayed, replayed.focusXp + bonusesOf(stored))
  const day = await todayOf(tx, userId, now)
  const counts = { ...progressTowards(totals), ...others }
  const { xp } = await awardAchievements(tx, { userId, sessionId: null, day, now }, counts, totals.xp)
  await tx
    .update(studyTotals)
    .set({ ...totals, xp, level: levelOf(xp) })
    .where(eq(studyTotals.userId, userId))
}

/** The person's own study day: on it they are paid for what is found out now. */
async function todayOf(tx: Tx, userId: string, now: Date): Promise<string> {
  const [calendar] = await tx
    .select({
      timeZone: profiles.timeZone,
      dayStartHour: preferences.dayStartHour,
      formerCalendars: profiles.formerCalendars,
    })
    .from(profiles)
    .innerJoin(preferences, eq(preferences.userId, profiles.userId))
    .where(eq(profiles.userId, userId))
  if (!calendar) throw new Error(`The person ${userId} has no calendar.`)
  return currentDay(calendar, now).day
}

/** An award is a row and its pay. One without the other goes, and is awarded again when it is still reached. */
async function dropHalfAwards(tx: Tx, userId: string, { owned, entries }: Stored): Promise<void> {
  const paid = entries.filter(({ reason }) => reason === 'achievement').map(({ sourceId }) => sourceId)
  const ids = owned.map(({ achievementId }) => achievementId)
  const { achievementId } = userAchievements
  await tx
    .delete(userAchievements)
    .where(and(eq(userAchievements.userId, userId), inArray(achievementId, without(ids, paid))))
  const isBonus = and(eq(xpEntries.userId, userId), eq(xpEntries.reason, 'achievement'))
  await tx.delete(xpEntries).where(and(isBonus, inArray(xpEntries.sourceId, without(paid, ids))))
}

const without = <Id extends string>(some: Id[], others: string[]): Id[] => some.filter((one) => !others.includes(one))

async function rewriteLedger(tx: Tx, userId: string, { sessions }: Stored, { credits }: Replayed): Promise<void> {
  await tx.delete(xpEntries).where(and(eq(xpEntries.userId, userId), eq(xpEntries.reason, 'focus')))
  const recordedAt = new Map(sessions.map((session) => [session.id, session.recordedAt]))
  for (const credit of credits)
    await tx.insert(xpEntries).values({
      userId,
      reason: 'focus',
      sourceId: `${credit.sessionId}:${credit.day}`,
      createdAt: recordedAt.get(credit.sessionId) ?? new Date(0),
      ...credit,
    })
}

async function rewriteRankings(tx: Tx, userId: string, { ranked }: Replayed, now: Date): Promise<void> {
  const kept = [...ranked].filter(([period]) => isKeptPeriod(period, now))
  const rows = kept.map(([period, minutes]) => ({ period, minutes }))
  await replaceRankings(tx, userId, rows)
}
