import 'server-only'
import { type AnyColumn, and, desc, eq, gt, isNull, not } from 'drizzle-orm'
import { db } from '@/db/client'
import {
  avatars,
  emailVerifications,
  passwordResets,
  profiles,
  providerAccounts,
  recoveryCodes,
  secondFactors,
  sessions,
  studyTotals,
  users,
} from '@/db/schema'
import { AppError } from '@/lib/errors'
import { hashSecret } from '@/lib/ids'
import { avatarUrlOf } from './avatar-url'
import { isBlockedBetween } from './blocks'
import { decrypt } from './encryption'
import { describeBrowser, type Gender, isUsername, type Provider, usernameKey, type Visibility } from './rules'
import { authenticator } from './totp'
import type { Viewer } from './viewer'

/** Whose address a verification link would verify; null when it is wrong, used or too old. Consumes nothing. */
export async function findVerification(token: string, now: Date): Promise<{ username: string; email: string } | null> {
  const [row] = await db
    .select({ username: users.username, email: emailVerifications.email })
    .from(emailVerifications)
    .innerJoin(users, eq(users.id, emailVerifications.userId))
    .where(and(eq(emailVerifications.tokenHash, hashSecret(token)), gt(emailVerifications.expiresAt, now)))
  return row ?? null
}

/** Whose password a reset link would change; null when it is wrong, used or too old. Consumes nothing. */
export async function findReset(token: string, now: Date): Promise<{ username: string; email: string } | null> {
  const [row] = await db
    .select({ username: users.username, email: users.email })
    .from(passwordResets)
    .innerJoin(users, eq(users.id, passwordResets.userId))
    .where(
      and(
        eq(passwordResets.tokenHash, hashSecret(token)),
        isNull(passwordResets.usedAt),
        gt(passwordResets.expiresAt, now),
      ),
    )
  return row ?? null
}

export type SessionView = { id: string; browser: string; address: string | null; lastSeenAt: Date; isCurrent: boolean }

/** Where the viewer is signed in, the most recently used first. */
export async function listSessions(viewer: Viewer, now: Date): Promise<SessionView[]> {
  const rows = await db
    .select({
      id: sessions.id,
      userAgent: sessions.userAgent,
      address: sessions.address,
      lastSeenAt: sessions.lastSeenAt,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, viewer.id), gt(sessions.expiresAt, now)))
    .orderBy(desc(sessions.lastSeenAt))
    .limit(100)
  return rows.map(({ userAgent, ...row }) => ({
    ...row,
    browser: describeBrowser(userAgent),
    isCurrent: row.id === viewer.sessionId,
  }))
}

export type LinkedAccount = { provider: Provider; since: Date }

/** The accounts elsewhere that open the viewer's. */
export async function listLinkedAccounts(viewer: Viewer): Promise<LinkedAccount[]> {
  return db
    .select({ provider: providerAccounts.provider, since: providerAccounts.createdAt })
    .from(providerAccounts)
    .where(eq(providerAccounts.userId, viewer.id))
    .orderBy(providerAccounts.provider)
}

export type OwnProfile = {
  email: string
  /** The address that waits for its link to be used, when it is another one. */
  wantedEmail: string | null
  hasPassword: boolean
  gender: Gender
  bio: string
  timeZone: string
  visibility: Visibility
  memberSince: Date
}

/** What the viewer alone sees and edits about themselves. */
export async function getOwnProfile(viewer: Viewer, now: Date): Promise<OwnProfile> {
  const [row] = await db
    .select({
      email: users.email,
      passwordHash: users.passwordHash,
      memberSince: users.createdAt,
      gender: profiles.gender,
      bio: profiles.bio,
      timeZone: profiles.timeZone,
      visibility: profiles.visibility,
      wantedEmail: emailVerifications.email,
    })
    .from(users)
    .innerJoin(profiles, eq(profiles.userId, users.id))
    .leftJoin(emailVerifications, and(eq(emailVerifications.userId, users.id), gt(emailVerifications.expiresAt, now)))
    .where(eq(users.id, viewer.id))
  if (!row) throw new AppError('not-found')
  const { passwordHash, wantedEmail, ...profile } = row
  return {
    ...profile,
    hasPassword: passwordHash !== null,
    wantedEmail: wantedEmail === profile.email ? null : wantedEmail,
  }
}

export type PublicProfile = {
  id: string
  username: string
  avatarUrl: string | null
  bio: string
  memberSince: Date
  level: number
  focusMinutes: number
  sessions: number
  isViewer: boolean
}

/**
 * A person as `viewer` (null for visitors) may see them.
 * @throws AppError `not-found` for nobody, for a profile not shown to this viewer, and between people who blocked each
 * other: it all looks alike.
 */
export async function getPerson(viewer: Viewer | null, username: string): Promise<PublicProfile> {
  if (!isUsername(username)) throw new AppError('not-found')
  const [row] = await db
    .select({
      id: users.id,
      username: users.username,
      memberSince: users.createdAt,
      bio: profiles.bio,
      visibility: profiles.visibility,
      avatarDigest: avatars.digest,
      level: studyTotals.level,
      focusMinutes: studyTotals.focusMinutes,
      sessions: studyTotals.sessions,
    })
    .from(users)
    .innerJoin(profiles, eq(profiles.userId, users.id))
    .innerJoin(studyTotals, eq(studyTotals.userId, users.id))
    .leftJoin(avatars, eq(avatars.userId, users.id))
    .where(and(eq(users.usernameKey, usernameKey(username)), notBlockedFrom(viewer, users.id)))
  const isViewer = row !== undefined && row.id === viewer?.id
  const isShown = row && (isViewer || row.visibility === 'public' || (row.visibility === 'members' && viewer))
  if (!isShown) throw new AppError('not-found')
  const { visibility: _, avatarDigest, ...person } = row
  return { ...person, avatarUrl: avatarUrlOf(row.username, avatarDigest), isViewer }
}

/** No block stands between the viewer and this person. Visitors are nobody, and cannot be blocked. */
const notBlockedFrom = (viewer: Pick<Viewer, 'id'> | null, person: AnyColumn) =>
  viewer ? not(isBlockedBetween(viewer.id, person)) : undefined

/**
 * A picture by its address, and a new picture has a new one: whoever was shown the address may load it, until a block
 * stands between them.
 */
export async function findAvatar(viewer: Viewer | null, username: string, digest: string): Promise<Buffer | null> {
  if (!isUsername(username) || !/^[\w-]{1,64}$/.test(digest)) return null
  const [row] = await db
    .select({ image: avatars.image })
    .from(avatars)
    .innerJoin(users, eq(users.id, avatars.userId))
    .where(
      and(eq(users.usernameKey, usernameKey(username)), eq(avatars.digest, digest), notBlockedFrom(viewer, users.id)),
    )
  return row?.image ?? null
}

export type SecondFactorView =
  | { status: 'off' }
  /** Set up, but no code from the app yet: the secret, and the address a QR code carries. */
  | { status: 'setting-up'; secret: string; uri: string }
  | { status: 'on'; codesLeft: number }

/** Where the viewer stands with the second factor. */
export async function getSecondFactor(viewer: Viewer): Promise<SecondFactorView> {
  const [row] = await db
    .select({ secret: secondFactors.secret, enabledAt: secondFactors.enabledAt })
    .from(secondFactors)
    .where(eq(secondFactors.userId, viewer.id))
  if (!row) return { status: 'off' }
  if (row.enabledAt) return { status: 'on', codesLeft: await countCodesLeft(viewer.id) }
  const secret = decrypt(row.secret)
  return { status: 'setting-up', secret, uri: authenticator(secret, viewer.username).toString() }
}

async function countCodesLeft(userId: string): Promise<number> {
  return db.$count(recoveryCodes, and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt)))
}
