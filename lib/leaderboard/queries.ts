import 'server-only'
import { and, desc, eq, gt, inArray, isNotNull, isNull, ne, type SQL, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { avatars, bans, memberships, preferences, profiles, rankings, studyTotals, users } from '@/db/schema'
import { countAll } from '@/db/sql'
import { avatarUrlOf } from '@/lib/accounts/avatar-url'
import { isBlockedBetween } from '@/lib/accounts/blocks'
import type { Viewer } from '@/lib/accounts/viewer'
import { todayOf } from '@/lib/calendar/personal-days'
import { type Board, periodOf, withRanks } from './rules'

export const scopes = ['everyone', 'rooms'] as const
export type Scope = (typeof scopes)[number]

export const leaderboardRows = 50
/** Ranks are exact up to here; beyond it is `1,000+`. Counting further would cost more than it tells. */
const deepestRank = 1_000

export type LeaderboardRow = {
  rank: number
  /** Their username, or the alias they chose. */
  name: string
  /** Null for people behind an alias: nothing may lead to them. */
  username: string | null
  avatarUrl: string | null
  level: number
  minutes: number
  isViewer: boolean
}

/** Why the viewer does not stand on the board. */
export type Absence = 'unverified' | 'hidden' | 'no-minutes' | 'no-rooms'

export type Leaderboard = {
  board: Board
  scope: Scope
  rows: LeaderboardRow[]
  /** The viewer's own standing, also when it is further down; null rank when they are not ranked. */
  own: { minutes: number; rank: number | null; isBeyond: boolean; absence: Absence | null; isInRows: boolean }
  choice: { visibility: 'shown' | 'alias' | 'hidden'; alias: string }
}

/** A leaderboard as the viewer may see it. Three queries; each reads the head of an index. */
export async function getLeaderboard(
  viewer: Viewer,
  { board, scope }: { board: Board; scope: Scope },
  now: Date,
): Promise<Leaderboard> {
  const period = periodOf(board, todayOf(viewer, now))
  const listed = and(eq(rankings.period, period), eq(rankings.isListed, true), inScope(viewer, scope))
  const [top, [own]] = await Promise.all([readTop(viewer, listed), readOwn(viewer, period)])
  if (!own) throw new Error('A viewer without preferences.')
  const isRanked = viewer.isVerified && own.visibility !== 'hidden' && (own.minutes ?? 0) > 0
  const [ahead] = isRanked ? await countAhead(listed, own.minutes ?? 0) : [undefined]
  const rows = withRanks(top)
    .filter(({ isBlocked }) => !isBlocked)
    .map((row) => rowOf(viewer, row))
  return {
    board,
    scope,
    rows,
    own: {
      minutes: own.minutes ?? 0,
      rank: ahead ? ahead.count + 1 : null,
      isBeyond: (ahead?.count ?? 0) >= deepestRank,
      absence: absenceOf(viewer, scope, own),
      isInRows: rows.some(({ isViewer }) => isViewer),
    },
    choice: { visibility: own.visibility, alias: own.alias ?? '' },
  }
}

/** The rooms the person is or was a member of, and is not banned from. */
const roomsOf = (userId: string) =>
  db
    .select({ roomId: memberships.roomId })
    .from(memberships)
    .leftJoin(bans, and(eq(bans.roomId, memberships.roomId), eq(bans.userId, memberships.userId)))
    .where(and(eq(memberships.userId, userId), isNull(bans.userId)))

/** "My rooms": everybody who is or was a member of one of the viewer's rooms. */
function inScope(viewer: Viewer, scope: Scope): SQL | undefined {
  if (scope === 'everyone') return undefined
  const roommates = db
    .select({ userId: memberships.userId })
    .from(memberships)
    .leftJoin(bans, and(eq(bans.roomId, memberships.roomId), eq(bans.userId, memberships.userId)))
    .where(and(inArray(memberships.roomId, roomsOf(viewer.id)), isNull(bans.userId)))
  return inArray(rankings.userId, roommates)
}

function readTop(viewer: Viewer, listed: SQL | undefined) {
  return db
    .select({
      userId: rankings.userId,
      minutes: rankings.minutes,
      username: users.username,
      visibility: preferences.leaderboard,
      alias: preferences.leaderboardAlias,
      avatarDigest: avatars.digest,
      level: studyTotals.level,
      isBlocked: isBlockedBetween(viewer.id, rankings.userId).mapWith(Boolean),
    })
    .from(rankings)
    .innerJoin(users, eq(users.id, rankings.userId))
    .innerJoin(profiles, eq(profiles.userId, rankings.userId))
    .innerJoin(preferences, eq(preferences.userId, rankings.userId))
    .leftJoin(studyTotals, eq(studyTotals.userId, rankings.userId))
    .leftJoin(avatars, eq(avatars.userId, rankings.userId))
    .where(
      and(listed, gt(rankings.minutes, 0), isNotNull(profiles.emailVerifiedAt), ne(preferences.leaderboard, 'hidden')),
    )
    .orderBy(desc(rankings.minutes))
    .limit(leaderboardRows)
}

function readOwn(viewer: Viewer, period: string) {
  const rooms = db.select({ count: countAll() }).from(roomsOf(viewer.id).as('mine'))
  return db
    .select({
      visibility: preferences.leaderboard,
      alias: preferences.leaderboardAlias,
      minutes: rankings.minutes,
      rooms: sql<number>`(${rooms})`,
    })
    .from(preferences)
    .leftJoin(rankings, and(eq(rankings.userId, preferences.userId), eq(rankings.period, period)))
    .where(eq(preferences.userId, viewer.id))
}

function countAhead(listed: SQL | undefined, minutes: number) {
  const ahead = db
    .select({ userId: rankings.userId })
    .from(rankings)
    .where(and(listed, gt(rankings.minutes, minutes)))
    .limit(deepestRank)
    .as('ahead')
  return db.select({ count: countAll() }).from(ahead)
}

type TopRow = Awaited<ReturnType<typeof readTop>>[number] & { rank: number }

function rowOf(viewer: Viewer, row: TopRow): LeaderboardRow {
  const isViewer = row.userId === viewer.id
  const isHidden = row.visibility === 'alias'
  return {
    rank: row.rank,
    name: isHidden ? row.alias || 'A quiet guest' : row.username,
    username: isHidden ? null : row.username,
    avatarUrl: isHidden ? null : avatarUrlOf(row.username, row.avatarDigest),
    level: row.level ?? 1,
    minutes: row.minutes,
    isViewer,
  }
}

function absenceOf(
  viewer: Viewer,
  scope: Scope,
  own: { visibility: string; minutes: number | null; rooms: number },
): Absence | null {
  if (!viewer.isVerified) return 'unverified'
  if (own.visibility === 'hidden') return 'hidden'
  if (scope === 'rooms' && own.rooms === 0) return 'no-rooms'
  return (own.minutes ?? 0) > 0 ? null : 'no-minutes'
}
