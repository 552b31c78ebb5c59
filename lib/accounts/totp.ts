import 'server-only'
import { Secret, TOTP } from 'otpauth'
import { secondMs } from '@/lib/time'

const stepMs = 30 * secondMs

/** A fresh key for an authenticator app, 160 bits in base 32. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32

/** What the authenticator app is told; RFC 6238 with the defaults every app knows (SHA-1, six digits, 30 s). */
export const authenticator = (secret: string, username: string) =>
  new TOTP({ issuer: 'VirtualCafe', label: username, secret: Secret.fromBase32(secret), period: stepMs / 1000 })

/** The time step a code belongs to, one step of clock error either way; null for a wrong code. */
export function stepOf(secret: string, code: string, now: Date): number | null {
  const delta = authenticator(secret, '').validate({ token: code, window: 1, timestamp: now.getTime() })
  return delta === null ? null : Math.floor(now.getTime() / stepMs) + delta
}

/** Six digits; everything else that is typed may be a recovery code. */
export const isTotpCode = (code: string): boolean => /^\d{6}$/.test(code)
