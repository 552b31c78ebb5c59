import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Every signature of the protocol (Pusher docs: "Generating authentication and authorization strings", "HTTP API
 * reference: Authentication", "Webhooks: Authentication"). All of them are HMAC-SHA256 in hex, compared in constant time.
 */
export type KeyPair = {
  key: string
  secret: string
}

/** How far `auth_timestamp` may be from our clock, in seconds. */
const timestampWindowS = 600

export function hmacHex(secret: string, text: string | Buffer): string {
  return createHmac('sha256', secret).update(text).digest('hex')
}

/** Equal texts, in a time that tells nothing about where they differ. Both are hashed first, so lengths stay hidden. */
export function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

/**
 * The `auth` of a subscription: `key:hmac(socketId:channel[:channelData])`. `channelData` is part of the signed text
 * whenever the client sent it, on private channels too.
 */
export function isChannelAuth(pair: KeyPair, auth: string, socketId: string, channel: string, channelData?: string) {
  const signed = channelData === undefined ? `${socketId}:${channel}` : `${socketId}:${channel}:${channelData}`
  return sameText(auth, `${pair.key}:${hmacHex(pair.secret, signed)}`)
}

/** The `auth` of a sign-in: `key:hmac(socketId::user::userData)`. */
export function isUserAuth(pair: KeyPair, auth: string, socketId: string, userData: string) {
  return sameText(auth, `${pair.key}:${hmacHex(pair.secret, `${socketId}::user::${userData}`)}`)
}

export type SignedRequest = {
  method: string
  /** As received, percent-encoding and all. */
  path: string
  query: URLSearchParams
}

/**
 * Why a signed HTTP request must be refused, or null when it is genuine. The body is vouched for by the signed
 * `body_md5`, so that a forged request is refused before any of its body is read; see {@link isBodyIntact}.
 */
export function apiAuthProblem(pair: KeyPair, request: SignedRequest, nowMs: number): string | null {
  const { query } = request
  if (query.get('auth_version') !== '1.0') return 'auth_version must be 1.0'
  if (!sameText(query.get('auth_key') ?? '', pair.key)) return 'auth_key does not belong to this app'
  const timestamp = query.get('auth_timestamp') ?? ''
  if (!/^\d{1,12}$/.test(timestamp)) return 'auth_timestamp must be a number of seconds'
  if (Math.abs(nowMs / 1000 - Number(timestamp)) > timestampWindowS) {
    return `auth_timestamp is more than ${timestampWindowS} seconds from the server's clock`
  }
  const given = query.get('auth_signature') ?? ''
  // Official libraries sign the path before their HTTP client escapes it (a user id with a space, for example).
  const genuine = [request.path, decodedPath(request.path)].some((path) =>
    sameText(given, hmacHex(pair.secret, textToSign({ ...request, path }))),
  )
  return genuine ? null : 'auth_signature does not match this request'
}

/** "POST\n/apps/3/events\nauth_key=…&auth_timestamp=…": keys in lower case, sorted, values not escaped. */
function textToSign({ method, path, query }: SignedRequest): string {
  const pairs = [...query].map(([name, value]) => [name.toLowerCase(), value] as const)
  const signed = pairs.filter(([name]) => name !== 'auth_signature').sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return [method.toUpperCase(), path, signed.map(([name, value]) => `${name}=${value}`).join('&')].join('\n')
}

/** A path with an escaped slash stays as it is: decoded, it would be another path than the one that is routed. */
function decodedPath(path: string): string {
  if (/%2f/i.test(path)) return path
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

export function isBodyIntact(body: Buffer, query: URLSearchParams): boolean {
  const given = query.get('body_md5')
  if (given === null) return body.length === 0
  return sameText(given.toLowerCase(), createHash('md5').update(body).digest('hex'))
}
