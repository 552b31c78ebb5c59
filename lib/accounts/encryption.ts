import 'server-only'
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { env } from '@/lib/env'

/** A key of its own, derived from the server's secret: a copy of the database alone opens nothing. */
const key = () => Buffer.from(hkdfSync('sha256', env().authSecret, '', 'virtualcafe second factor', 32))

/** Encrypts a short secret for the database (AES-256-GCM: nonce, tag, text). */
export function encrypt(secret: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key(), nonce)
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')
}

/** Opens what `encrypt` made; throws when it was altered or the server's secret has changed. */
export function decrypt(box: string): string {
  const bytes = Buffer.from(box, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key(), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}
