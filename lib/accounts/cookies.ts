import 'server-only'
import { cookies } from 'next/headers'
import { decode, encode } from 'next-auth/jwt'
import { env } from '@/lib/env'
import { dayMs } from '@/lib/time'
import { secondFactorLifetimeMs } from './rules'
import {
  type SessionToken,
  sealSessionToken,
  sessionCookie,
  sessionCookieOptions,
  sessionLengthMs,
} from './session-token'

/**
 * What one browser holds beside its session: that it logged in to an account before, that it stands between password
 * and second factor, and the address it just signed up with. All sealed by us and unreadable to scripts.
 */
const kinds = {
  /** OWASP "device cookies": guesses by strangers never lock out a browser that has logged in before. */
  device: { name: 'cafe.device', lengthMs: 365 * dayMs },
  pending: { name: 'cafe.second-factor', lengthMs: secondFactorLifetimeMs },
  mailbox: { name: 'cafe.check-email', lengthMs: secondFactorLifetimeMs * 6 },
} as const

type Kind = keyof typeof kinds

/** A kind opens only what was sealed as that kind: the salt goes into the key. */
const salt = (kind: Kind) => `cafe:${kind}`
const cookieName = (kind: Kind) => `${env().appUrl.protocol === 'https:' ? '__Host-' : ''}${kinds[kind].name}`

/** Seals a few words for one purpose and a limited time. */
function seal(kind: Kind, words: Record<string, string>): Promise<string> {
  return encode({
    token: { words },
    secret: env().authSecret,
    salt: salt(kind),
    maxAge: Math.floor(kinds[kind].lengthMs / 1000),
  })
}

/** Opens what `seal` made for the same purpose; null for anything else, altered or too old. */
async function unseal(kind: Kind, value: string | undefined): Promise<Record<string, string> | null> {
  if (!value) return null
  try {
    const token = await decode({ token: value, secret: env().authSecret, salt: salt(kind) })
    return token && typeof token.words === 'object' ? (token.words as Record<string, string>) : null
  } catch {
    // A cookie anybody may have made up: not worth a log line, and not an error.
    return null
  }
}

async function remember(kind: Kind, words: Record<string, string>): Promise<void> {
  const jar = await cookies()
  const maxAge = Math.floor(kinds[kind].lengthMs / 1000)
  jar.set(cookieName(kind), await seal(kind, words), { ...sessionCookieOptions(), maxAge })
}

async function recall(kind: Kind): Promise<Record<string, string> | null> {
  return unseal(kind, (await cookies()).get(cookieName(kind))?.value)
}

async function forget(kind: Kind): Promise<void> {
  ;(await cookies()).delete({ name: cookieName(kind), ...sessionCookieOptions() })
}

/** A browser that has logged in to this account before. */
export type KnownDevice = { userId: string; deviceId: string }

export async function getDevice(): Promise<KnownDevice | null> {
  const words = await recall('device')
  return words?.userId && words.deviceId ? { userId: words.userId, deviceId: words.deviceId } : null
}

/** Signed in from now on: the session's cookie, and the browser is a known one. */
export async function setSessionCookie(session: SessionToken & { deviceId: string }): Promise<void> {
  const jar = await cookies()
  const maxAge = Math.floor(sessionLengthMs / 1000)
  jar.set(sessionCookie(), await sealSessionToken(session), { ...sessionCookieOptions(), maxAge })
  await setDeviceCookie(session)
  await forget('pending')
}

/** This browser belongs to the account's owner, signed in or not. */
export const setDeviceCookie = ({ userId, deviceId }: KnownDevice): Promise<void> =>
  remember('device', { userId, deviceId })

/** Signed out: this browser keeps nothing that opens anything. */
export async function dropSession(): Promise<void> {
  ;(await cookies()).delete({ name: sessionCookie(), ...sessionCookieOptions() })
  await forget('pending')
}

/** The password was right; the code is still to come. `proof` dies with the password it was given for. */
export type PendingLogIn = { userId: string; proof: string }

export const setPendingLogInCookie = (pending: PendingLogIn): Promise<void> => remember('pending', pending)

export async function getPendingLogIn(): Promise<PendingLogIn | null> {
  const words = await recall('pending')
  return words?.userId && words.proof ? { userId: words.userId, proof: words.proof } : null
}

/** The address somebody just signed up with, for the page that says where the mail went. */
export const setEmailCookie = (email: string): Promise<void> => remember('mailbox', { email })
export const getEmailCookie = async (): Promise<string | null> => (await recall('mailbox'))?.email ?? null
