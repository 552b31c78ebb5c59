import { Secret, TOTP } from 'otpauth'

/** What the app on the phone shows now for a key typed into it. */
export function authenticatorCode(secret: string): string {
  return new TOTP({ secret: Secret.fromBase32(secret.trim()) }).generate()
}
