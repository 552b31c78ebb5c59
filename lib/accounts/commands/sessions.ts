import 'server-only'
import { and, eq, lt, ne } from 'drizzle-orm'
import { type Tx, transaction } from '@/db/client'
import { emailVerifications, passwordResets, sessions } from '@/db/schema'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { disconnectSessions } from '@/lib/realtime/publish'
import type { RequestInfo } from '@/lib/request'
import { after, minuteMs } from '@/lib/time'
import { sessionLengthMs } from '../session-token'
import type { Viewer } from '../viewer'

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
 * Ends one of the viewer's sessions: every copy of its cookie is worthless from now on, and its pages hear nothing more.
 * @throws AppError `not-found` when it is somebody else's or gone.
 */
export async function endSession(viewer: Viewer, sessionId: string): Promise<void> {
  const [ended] = await transaction((tx) =>
    tx
      .delete(sessions)
      .where(and(eq(sessions.id, sessionId), eq(sessions.userId, viewer.id)))
      .returning({ id: sessions.id }),
  )
  if (!ended) throw new AppError('not-found')
  await disconnectSessions([ended.id])
}

/** Ends the session behind a cookie, if there is one: for signing out. */
export async function endSessionById(sessionId: string): Promise<void> {
  await transaction((tx) => tx.delete(sessions).where(eq(sessions.id, sessionId)))
  await disconnectSessions([sessionId])
}

/** Ends all sessions of a person except, perhaps, one. Answers their ids, to be disconnected after the commit. */
export async function endSessions(tx: Tx, userId: string, except?: string): Promise<string[]> {
  const others = except ? ne(sessions.id, except) : undefined
  const ended = await tx
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), others))
    .returning({ id: sessions.id })
  return ended.map(({ id }) => id)
}

/** Ends the viewer's sessions in all other browsers. */
export async function endOtherSessions(viewer: Viewer): Promise<void> {
  await disconnectSessions(await transaction((tx) => endSessions(tx, viewer.id, viewer.sessionId)))
}

/** Forgets what has run out: sessions, links. Answers how many rows. Correctness never waits for it. */
export async function forgetExpired(now: Date): Promise<number> {
  return transaction(async (tx) => {
    const old = await tx.delete(sessions).where(lt(sessions.expiresAt, now)).returning({ id: sessions.id })
    const links = await tx
      .delete(emailVerifications)
      .where(lt(emailVerifications.expiresAt, now))
      .returning({ id: emailVerifications.userId })
    const resets = await tx
      .delete(passwordResets)
      .where(lt(passwordResets.expiresAt, now))
      .returning({ id: passwordResets.userId })
    return old.length + links.length + resets.length
  })
}
