import 'server-only'
import { and, desc, eq, exists, gt, isNull, not, or, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { isSeated } from '@/db/conditions'
import { avatars, bans, memberships, profiles, rooms, sessions, studyPartners, studyTotals, users } from '@/db/schema'
import { avatarUrlOf } from '@/lib/accounts/avatar-url'
import { isBlockedBetween } from '@/lib/accounts/blocks'
import type { Viewer } from '@/lib/accounts/viewer'
import { isOwnedBy } from '@/lib/rooms/hosting/kept-rooms'
import { after, minuteMs } from '@/lib/time'

/** Somebody the viewer has focused with. */
export type StudyPartner = {
  id: string
  username: string
  avatarUrl: string | null
  level: number
  togetherMinutes: number
  lastTogetherAt: Date
  /** In the cafe within the last minutes, on any device. */
  isOnline: boolean
  /** The public room they sit in, if the viewer may know it. */
  room: { code: string; name: string } | null
}

const shown = 60
/** Somebody seen within so many minutes is online. */
const onlineMinutes = 5

/**
 * The people the viewer has studied with, those online first, then the latest. People who blocked each other are left
 * out; of people with a private profile nobody learns where they are. One query.
 */
export async function listPartners(viewer: Viewer, now: Date): Promise<StudyPartner[]> {
  const other = studyPartners.partnerId
  const seen = db
    .select({ id: sessions.id })
    .from(sessions)
    .where(
      and(
        eq(sessions.userId, other),
        gt(sessions.lastSeenAt, after(now, -onlineMinutes * minuteMs)),
        gt(sessions.expiresAt, now),
      ),
    )
  const sitting = db
    .select({ id: memberships.id })
    .from(memberships)
    .innerJoin(rooms, and(eq(rooms.id, memberships.roomId), eq(rooms.isPublic, true)))
    .leftJoin(bans, and(eq(bans.roomId, rooms.id), eq(bans.userId, viewer.id)))
    .where(
      and(
        eq(memberships.userId, other),
        isSeated,
        // To the banned the room is not there, as in the list of rooms.
        or(isNull(bans.userId), isOwnedBy(viewer.id)),
      ),
    )
    .orderBy(desc(memberships.joinedAt))
    .limit(1)
  const rows = await db
    .select({
      id: users.id,
      username: users.username,
      digest: avatars.digest,
      level: studyTotals.level,
      seconds: studyPartners.togetherSeconds,
      lastTogetherAt: studyPartners.lastTogetherAt,
      visibility: profiles.visibility,
      isSeen: sql<boolean>`${exists(seen)}`.mapWith(Boolean),
      roomCode: rooms.code,
      roomName: rooms.name,
    })
    .from(studyPartners)
    .innerJoin(users, eq(users.id, other))
    .innerJoin(profiles, eq(profiles.userId, other))
    .leftJoin(avatars, eq(avatars.userId, other))
    .leftJoin(studyTotals, eq(studyTotals.userId, other))
    .leftJoin(memberships, eq(memberships.id, sql`(${sitting})`))
    .leftJoin(rooms, eq(rooms.id, memberships.roomId))
    .where(and(eq(studyPartners.userId, viewer.id), not(isBlockedBetween(viewer.id, other))))
    .orderBy(desc(studyPartners.lastTogetherAt))
    .limit(shown)
  return rows
    .map(({ digest, seconds, level, isSeen, visibility, roomCode, roomName, ...person }) => ({
      ...person,
      avatarUrl: avatarUrlOf(person.username, digest),
      level: level ?? 1,
      togetherMinutes: Math.floor(seconds / 60),
      isOnline: visibility !== 'private' && (isSeen || roomCode !== null),
      room:
        visibility !== 'private' && roomCode !== null && roomName !== null ? { code: roomCode, name: roomName } : null,
    }))
    .sort((a, b) => Number(b.isOnline) - Number(a.isOnline))
}
