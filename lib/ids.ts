import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { v7 } from 'uuid'

/** A row's id: time-ordered (UUIDv7), made before the insert, so that new rows stand together in the index. */
export const newId = (): string => v7()

/** A UUID without meaning (v4, 122 random bits): what goes into a verification link. */
export const newUuid = (): string => randomUUID()

/** A 256-bit secret for a link or a cookie, URL-safe. Only its hash is stored. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** SHA-256 in hex: enough for secrets of full entropy, which need no slow hash. */
export const hashSecret = (secret: string | Uint8Array): string => createHash('sha256').update(secret).digest('hex')
