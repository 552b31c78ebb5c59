import 'server-only'
import { and, eq, gt } from 'drizzle-orm'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { after as afterReply } from 'next/server'
import { cache } from 'react'
import { db } from '@/db/client'
import { avatars, preferences, profiles, sessions, studyTotals, users } from '@/db/schema'
import { noteViewer } from '@/lib/request-context'
import { routes } from '@/lib/routes'
import { searchHeader } from '@/lib/search-header'
import { avatarUrlOf } from './avatar-url'
import { seenEveryMs, touchSession } from './commands/sessions'
import { openSessionToken, type SessionToken, sessionCookie } from './session-token'
import type { Viewer } from './viewer-type'

export type { Viewer }

/**
 * Who is asking? The one place that knows: the cookie is opened and its session row must still stand, so that signing
 * out, a password change or a deletion ends every copy of the cookie at once. One query a request.
 */
export const getViewer = cache(async (): Promise<Viewer | null> => {
  const jar = await cookies()
  const now = new Date()
  const token = await openSessionToken(jar.get(sessionCookie())?.value)
  const found = token && (await findSession(token, now))
  if (!found) return null
  const { viewer, lastSeenAt } = found
  if (now.getTime() - lastSeenAt.getTime() > seenEveryMs) afterReply(() => touchSession(viewer.sessionId, now))
  return viewer
})

/** The viewer behind a cookie's value, or null. */
export async function findViewer(cookie: string | undefined, now: Date): Promise<Viewer | null> {
  const token = await openSessionToken(cookie)
  return token && findViewerOf(token, now)
}

/** The viewer behind a token that was opened, or null when its session does not stand any more. */
export async function findViewerOf(token: SessionToken, now: Date): Promise<Viewer | null> {
  return (await findSession(token, now))?.viewer ?? null
}

async function findSession(token: SessionToken, now: Date): Promise<{ viewer: Viewer; lastSeenAt: Date } | null> {
  const [row] = await db
    .select({
      id: users.id,
      sessionId: sessions.id,
      lastSeenAt: sessions.lastSeenAt,
      username: users.username,
      channelVersion: users.channelVersion,
      emailVerifiedAt: profiles.emailVerifiedAt,
      avatarDigest: avatars.digest,
      level: studyTotals.level,
      timeZone: profiles.timeZone,
      formerCalendars: profiles.formerCalendars,
      dayStartHour: preferences.dayStartHour,
      weekStart: preferences.weekStart,
      scene: preferences.scene,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(profiles, eq(profiles.userId, users.id))
    .innerJoin(preferences, eq(preferences.userId, users.id))
    .leftJoin(studyTotals, eq(studyTotals.userId, users.id))
    .leftJoin(avatars, eq(avatars.userId, users.id))
    .where(and(eq(sessions.id, token.sessionId), eq(sessions.userId, token.userId), gt(sessions.expiresAt, now)))
  if (!row) return null
  noteViewer(row.id)
  const { emailVerifiedAt, avatarDigest, level, lastSeenAt, ...known } = row
  const viewer = {
    ...known,
    isVerified: emailVerifiedAt !== null,
    avatarUrl: avatarUrlOf(known.username, avatarDigest),
    level: level ?? 1,
  }
  return { viewer, lastSeenAt }
}

/** The viewer, or off to the log-in page, from where they come back to `returnTo` with the search that they asked for. */
export async function requireViewer(returnTo: string): Promise<Viewer> {
  const viewer = await getViewer()
  if (viewer) return viewer
  const search = (await headers()).get(searchHeader) ?? ''
  redirect(routes.login(`${returnTo}${search}`))
}
