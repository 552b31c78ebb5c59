import 'server-only'
import { decode, encode, type JWT } from 'next-auth/jwt'
import { env } from '@/lib/env'
import { dayMs } from '@/lib/time'

/** How long a sign-in lasts, counted from logging in. */
export const sessionLengthMs = 30 * dayMs

/** `__Host-` binds the cookie to this host over https; plain http (one's own machine) cannot carry the prefix. */
export const sessionCookie = () => (env().appUrl.protocol === 'https:' ? '__Host-cafe.session' : 'cafe.session')

/** The cookie's flags, the same for every way of signing in. */
export const sessionCookieOptions = () => ({
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: env().appUrl.protocol === 'https:',
  path: '/',
})

/** What the cookie says: an encrypted next-auth token. Only the session row decides whether it still holds. */
export type SessionToken = { userId: string; sessionId: string }

/** Seals a token in next-auth's own format, so that both ways in (form and provider) give the same cookie. */
export function sealSessionToken({ userId, sessionId }: SessionToken): Promise<string> {
  return encode({
    token: { sub: userId, sid: sessionId },
    secret: env().authSecret,
    maxAge: sessionLengthMs / 1000,
  })
}

/** Opens a cookie's value; null for anything that is not ours, altered or too old. `claims` is all that the token says. */
export async function openSessionToken(value: string | undefined): Promise<(SessionToken & { claims: JWT }) | null> {
  if (!value) return null
  try {
    const claims = await decode({ token: value, secret: env().authSecret })
    return claims?.sub && typeof claims.sid === 'string' ? { userId: claims.sub, sessionId: claims.sid, claims } : null
  } catch {
    // A cookie anybody may have made up: not worth a log line, and not an error.
    return null
  }
}
