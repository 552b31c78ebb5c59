import type { RealtimeEnv } from './env'

/** What the headers depend on. */
export type SecurityContext = {
  nonce: string
  path: string
  realtime: Pick<RealtimeEnv, 'browser' | 'cluster'>
  isHttps: boolean
  /** React's development tools evaluate code and the reload socket needs a way in. */
  isDevelopment: boolean
}

/** The Content-Security-Policy of a page: only what carries this reply's nonce runs, nobody frames us. */
export function contentSecurityPolicy({ nonce, realtime, isHttps, isDevelopment }: SecurityContext): string {
  const directives = {
    'default-src': ["'none'"],
    'script-src': ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'", ...(isDevelopment ? ["'unsafe-eval'"] : [])],
    'style-src': ["'self'", ...(isDevelopment ? ["'unsafe-inline'"] : [`'nonce-${nonce}'`])],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", realtimeOrigin(realtime), ...(isDevelopment ? ['ws:'] : [])],
    'media-src': ["'self'", 'blob:'],
    'worker-src': ["'self'", 'blob:'],
    'manifest-src': ["'self'"],
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
    ...(isHttps && { 'upgrade-insecure-requests': [] }),
  }
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ')
}

/** What every reply says, whatever it is. */
const everywhere = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

/**
 * The headers of routes that answer data: the same for all, so that they need not pass the proxy, which copies each
 * request.
 */
export const dataHeaders: Record<string, string> = {
  ...everywhere,
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
}

/** Every security header of a page. */
export function securityHeaders(context: SecurityContext): Record<string, string> {
  // Camera and microphone belong to calls, and calls happen in rooms.
  const media = /^\/rooms\/[^/]+$/.test(context.path) ? '(self)' : '()'
  return {
    'Content-Security-Policy': contentSecurityPolicy(context),
    ...everywhere,
    'Permissions-Policy': `camera=${media}, microphone=${media}, display-capture=${media}, geolocation=(), payment=(), usb=()`,
    ...(context.isHttps && { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains; preload' }),
  }
}

/** Where the browser opens its socket: our server, or Pusher's cluster (`ws-eu.pusher.com`). */
function realtimeOrigin({ browser: { host, port, useTls }, cluster }: SecurityContext['realtime']): string {
  const scheme = useTls ? 'wss' : 'ws'
  return host ? `${scheme}://${host}:${port}` : `${scheme}://ws-${cluster}.pusher.com`
}
