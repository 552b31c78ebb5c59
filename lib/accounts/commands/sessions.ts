import 'server-only'
import { and, eq, inArray, lt, ne, type SQL, sql } from 'drizzle-orm'
import { type Tx, transaction } from '@/db/client'
import { sessions, users } from '@/db/schema'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { userChannel } from '@/lib/realtime/channels'
import { disconnectSessions, publish } from '@/lib/realtime/publish'
import type { RequestInfo } from '@/lib/request'
import { after, minuteMs } from '@/lib/time'
import { type AfterCommit, accountHooks } from '../hooks'
import { sessionLengthMs } from '../session-token'
import type { Viewer } from '../viewer-type'

/** How stale "last seen" may be: one write in five minutes, not one a request. */
export const seenEveryMs = 5 * minuteMs

/** A new session, always under a new id: nothing a stranger put into the browser before is taken over. */
export async function startSession(tx: Tx, userId: string, request: RequestInfo, now: Date): Promise<string> {
  const id = newId()
  await tx.insert(sessions).values({
    id,
    userId,
    userAgent: request.userAgent,
    address: request.address,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: after(now, sessionLengthMs),
  })
  return id
}

/** Notes that a session is in use; `getViewer` asks for it now and then. */
export async function touchSession(sessionId: string, now: Date): Promise<void> {
  await transaction((tx) =>
    tx
      .update(sessions)
      .set({ lastSeenAt: now })
      .where(and(eq(sessions.id, sessionId), lt(sessions.lastSeenAt, after(now, -seenEveryMs)))),
  )
}

/**
 * Sessions that a transaction ended, and what is still to do once it is committed: hand it to {@link finishEnding}.
 */
export type EndedSessions = { sessionIds: string[]; afterCommit: AfterCommit[] }

/**
 * In the transaction that deleted sessions of a person: from now on nothing is said on any channel they were
 * allowed to hear. A connection need not have told which session it belongs to, so closing connections is not enough.
 */
async function shutOut(tx: Tx, userId: string, now: Date): Promise<AfterCommit[]> {
  const [moved] = await tx
    .update(users)
    .set({ channelVersion: sql`${users.channelVersion} + 1` })
    .where(eq(users.id, userId))
    .returning({ version: users.channelVersion })
  const afterCommit: AfterCommit[] = []
  for (const hook of accountHooks('sessionsEnded')) afterCommit.push(await hook(tx, userId, now))
  if (!moved) return afterCommit
  const { version } = moved
  return [...afterCommit, () => publish(userChannel(userId, version - 1), 'channel.moved', { version })]
}

/** After the commit: the connections of the ended sessions are closed, and the remaining ones told where to listen now. */
export async function finishEnding({ sessionIds, afterCommit }: EndedSessions): Promise<void> {
  await disconnectSessions(sessionIds)
  await Promise.all(afterCommit.map((act) => act()))
}

/**
 * Ends one of the viewer's sessions: every copy of its cookie is worthless from now on, and its pages hear nothing more.
 * @throws AppError `not-found` when it is somebody else's or gone.
 */
export async function endSession(viewer: Viewer, sessionId: string, now = new Date()): Promise<void> {
  const own = and(eq(sessions.id, sessionId), eq(sessions.userId, viewer.id))
  const ended = await transaction((tx) => endWhere(tx, own, now))
  if (ended.sessionIds.length === 0) throw new AppError('not-found')
  await finishEnding(ended)
}

/** Ends the session behind a cookie, if there is one: for logging out. */
export async function endSessionById(sessionId: string, now = new Date()): Promise<void> {
  await finishEnding(await transaction((tx) => endWhere(tx, eq(sessions.id, sessionId), now)))
}

/** Logs the viewer out of this browser; other domains give back first what was held here, such as a seat. */
export async function logOut(viewer: Viewer, now: Date): Promise<void> {
  for (const hook of accountHooks('loggingOut')) await hook(viewer, now)
  await endSessionById(viewer.sessionId, now)
}

/** Ends all sessions of a person except, perhaps, one. After the commit the answer goes to {@link finishEnding}. */
export function endSessions(tx: Tx, userId: string, except?: string, now = new Date()): Promise<EndedSessions> {
  return endWhere(tx, and(eq(sessions.userId, userId), except ? ne(sessions.id, except) : undefined), now)
}

/** Ends the viewer's sessions in all other browsers. */
export async function endOtherSessions(viewer: Viewer, now = new Date()): Promise<void> {
  await finishEnding(await transaction((tx) => endSessions(tx, viewer.id, viewer.sessionId, now)))
}

async function endWhere(tx: Tx, which: SQL | undefined, now: Date): Promise<EndedSessions> {
  const ended = await tx.delete(sessions).where(which).returning({ id: sessions.id, userId: sessions.userId })
  const afterCommit: AfterCommit[] = []
  for (const userId of new Set(ended.map((session) => session.userId)))
    afterCommit.push(...(await shutOut(tx, userId, now)))
  return { sessionIds: ended.map(({ id }) => id), afterCommit }
}

/** Sessions ended in one run; the next run sees to the rest. */
const maxExpiredSessions = 500

/**
 * Forgets sessions that have run out. Answers how many. Correctness of log-ins never waits for it; sockets of a session
 * that ran out hear until then.
 */
export async function purgeExpired(now: Date): Promise<number> {
  const isExpired = lt(sessions.expiresAt, now)
  const old = await transaction((tx) => {
    const some = tx.select({ id: sessions.id }).from(sessions).where(isExpired).limit(maxExpiredSessions)
    return endWhere(tx, and(inArray(sessions.id, some), isExpired), now)
  })
  await finishEnding(old)
  return old.sessionIds.length
}
