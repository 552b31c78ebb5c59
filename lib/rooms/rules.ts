/** What rooms are and who may do what in them. Pure. */
import { cleanIdentifier, cleanText, dropDashes } from '@/lib/text'
import { minuteMs, secondMs } from '@/lib/time'

export const roomLimits = {
  name: { min: 3, max: 60 },
  description: { max: 300 },
  members: { min: 2, max: 50, usual: 8 },
  message: { max: 2_000 },
  /** At how many tables one person sits at once. */
  seatsAPerson: 3,
  /** How many rooms one person keeps open. Rooms above it, from before there was a limit or inherited, stay. */
  keptRoomsAPerson: 10,
  reason: { min: 3, max: 500 },
  search: { max: 100 },
  emoji: { max: 24 },
  reactionsAMessage: 12,
} as const

/** A temporary room closes this long after the last person left. */
const emptyRoomLastsMs = 30 * minuteMs

/** How long a lost connection keeps its seat. */
export const seatGraceMs = 60 * secondMs

/** Who lost their connection before this is not shown at the table any more, whether or not somebody has cleared their seat. */
export const unseenSince = (now: Date) => new Date(now.getTime() - 2 * seatGraceMs)

/** How long a closed tab keeps its seat: long enough for a reload. */
export const closedTabGraceMs = 15 * secondMs

/** A message can be corrected for this long. */
const editableForMs = 15 * minuteMs

/** What a room is about, for browsing. */
export const subjects = {
  maths: 'Maths',
  science: 'Science',
  computing: 'Computing',
  languages: 'Languages',
  humanities: 'Humanities',
  law: 'Law',
  medicine: 'Medicine',
  business: 'Business',
  arts: 'Arts',
  other: 'Other',
} as const

export type Subject = keyof typeof subjects
export const subjectIds = Object.keys(subjects) as [Subject, ...Subject[]]

/**
 * `owner`: of a room that is kept open. `acting`: stands in as host while the owner of such a room is away. `host`: of a
 * temporary room, or of one whose owner is gone for good.
 */
export type RoomRole = 'owner' | 'host' | 'acting' | 'member'

const everybody = ['owner', 'host', 'acting', 'member'] as const
const anyHost = ['owner', 'host', 'acting'] as const

/** What may be done in a room, by role. People who are not members may do nothing: to them it is not there. */
const permissions = {
  post: everybody,
  /** Start, pause, skip: the timer hangs on the wall for everybody. */
  runTimer: everybody,
  leave: everybody,
  invite: everybody,
  /** The lengths of the timer. */
  setTimer: anyHost,
  /** Mute, remove, ban, lock, hand over; never against the owner. */
  moderate: anyHost,
  /** The bans that others set. */
  manageBans: ['owner', 'host'],
  changeSettings: ['owner', 'host'],
  close: ['owner', 'host'],
} as const satisfies Record<string, readonly RoomRole[]>

/** What decides about roles in a room. */
export type RoomOwnership = { isTemporary: boolean; createdById: string | null; hostId: string | null }

/** Whose room it is; null for temporary rooms, which belong to whoever is host, and for those whose owner is gone. */
export const ownerOf = (room: RoomOwnership): string | null => (room.isTemporary ? null : room.createdById)

/** The role of somebody who sits in the room. */
export function roleOf(room: RoomOwnership, personId: string): RoomRole {
  const ownerId = ownerOf(room)
  if (ownerId === personId) return 'owner'
  if (room.hostId !== personId) return 'member'
  return ownerId === null ? 'host' : 'acting'
}

/** For so long after losing their connection, and with it the seat, people come back into a room that is locked. */
export const returnIntoLockedMs = 30 * minuteMs

/**
 * Does a lock keep this person out? Not the owner, nor those who lost their connection a short while ago; and it does not
 * outlast the company it was set for.
 */
export function isLockedTo(
  room: RoomOwnership & { isLocked: boolean; activeMembers: number },
  person: { id: string; lostSeatAt: Date | null },
  now: Date,
): boolean {
  if (!room.isLocked || room.activeMembers === 0 || ownerOf(room) === person.id) return false
  return person.lostSeatAt === null || now.getTime() - person.lostSeatAt.getTime() >= returnIntoLockedMs
}

export type RoomVerb = keyof typeof permissions

/** May somebody of this role do that? */
export function can(role: RoomRole, verb: RoomVerb): boolean {
  return (permissions[verb] as readonly RoomRole[]).includes(role)
}

/** May these words still be changed, and by this person? */
export function canEdit(
  message: { authorId: string | null; createdAt: Date | string; isDeleted: boolean },
  personId: string,
  nowMs: number,
): boolean {
  const ageMs = nowMs - new Date(message.createdAt).getTime()
  return message.authorId === personId && !message.isDeleted && ageMs < editableForMs
}

/** Authors take back what they said; the host keeps the room civil, and one who stands in leaves the owner's words alone. */
export function canDelete(
  message: { authorId: string | null; isDeleted: boolean },
  personId: string,
  { role, ownerId }: { role: RoomRole; ownerId: string | null },
) {
  if (message.isDeleted) return false
  if (message.authorId === personId) return true
  return can(role, 'moderate') && !(role === 'acting' && message.authorId !== null && message.authorId === ownerId)
}

/** No 0/O, 1/I/L: what a person reads aloud arrives. */
export const roomCodeAlphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
export const roomCodeLength = 6

/**
 * A code as people type or paste it: any case, with spaces or dashes, with the marks of a sentence around it, or in the
 * link to its room; null when it cannot be one. Of a link the code is all that counts: it is looked up here, and nothing
 * is fetched from there.
 */
export function normaliseRoomCode(typed: string): string | null {
  const address = cleanIdentifier(typed)
  const [, inLink] = /\/(?:join|rooms)\/([^/?#]+)/i.exec(address) ?? []
  // What stands around a code or a link in a sentence (marks, quotes, brackets) is no part of it.
  const code = dropDashes((inLink ?? address).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')).toUpperCase()
  const isCode = code.length === roomCodeLength && [...code].every((letter) => roomCodeAlphabet.includes(letter))
  return isCode ? code : null
}

/** When a room that has just become empty closes; null when it stays. */
export function expiryWhenEmpty(room: { isTemporary: boolean }, now: Date): Date | null {
  return room.isTemporary ? new Date(now.getTime() + emptyRoomLastsMs) : null
}

/** Has the host taken the word from whoever has this seat? */
export const isMutedAt = (seat: { mutedUntil: Date | null }, now: Date): boolean =>
  seat.mutedUntil !== null && seat.mutedUntil > now

/** Expiry is judged when read, so that it never waits for the cron route. */
export function isExpired(room: { expiresAt: Date | null }, now: Date): boolean {
  return room.expiresAt !== null && room.expiresAt <= now
}

/** What is said, as it is stored: cleaned like every text, and without long runs of empty lines. */
export const cleanMessage = (body: string): string => cleanText(body).replace(/\n{4,}/g, '\n\n\n')
