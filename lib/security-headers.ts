import type { Env, RealtimeEnv } from './env'

/** What the headers depend on. */
export type SecurityContext = {
  nonce: string
  path: string
  realtime: Pick<RealtimeEnv, 'browser' | 'cluster'>
  isHttps: boolean
  hstsScope: Env['hstsScope']
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
  'Permissions-Policy': permissionsPolicy('()'),
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
}

/** The headers of built files. */
export const builtFileHeaders: Record<string, string> = {
  ...everywhere,
  'Content-Security-Policy': "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
}

/** What a document may ask of the device. @param media who may have camera, microphone and screen */
function permissionsPolicy(media: '(self)' | '()'): string {
  return `camera=${media}, microphone=${media}, display-capture=${media}, geolocation=(), payment=(), usb=()`
}

/** For how long a browser stays on https, in seconds: two years, what the lists of browsers ask for. */
const httpsForS = 63_072_000

/**
 * Binds this host alone: what is below it may belong to somebody else (a university's other hosts). HSTS_SCOPE says
 * otherwise.
 */
export function strictTransportSecurity(scope: Env['hstsScope']): string {
  const more = { host: '', subdomains: '; includeSubDomains', preload: '; includeSubDomains; preload' }
  return `max-age=${httpsForS}${more[scope]}`
}

/**
 * The headers of every answer there is, before anything else is known of it. Pages and data routes put their own in place
 * of the policy; built files run in pages and workers whose own policy counts.
 */
export function baseHeaders(address: string, env: Pick<Env, 'appUrl' | 'hstsScope'>): Record<string, string> {
  const isHttps = env.appUrl.protocol === 'https:'
  return {
    ...(address.startsWith('/_next/static/') ? builtFileHeaders : dataHeaders),
    ...(isHttps && { 'Strict-Transport-Security': strictTransportSecurity(env.hstsScope) }),
  }
}

/** Every security header of a page. */
export function securityHeaders(context: SecurityContext): Record<string, string> {
  // Camera and microphone belong to calls, and calls happen in rooms.
  const media = /^\/rooms\/[^/]+$/.test(context.path) ? '(self)' : '()'
  return {
    'Content-Security-Policy': contentSecurityPolicy(context),
    ...everywhere,
    'Permissions-Policy': permissionsPolicy(media),
    ...(context.isHttps && { 'Strict-Transport-Security': strictTransportSecurity(context.hstsScope) }),
  }
}

/** Where the browser opens its socket: our server, or Pusher's cluster (`ws-eu.pusher.com`). */
function realtimeOrigin({ browser: { host, port, useTls }, cluster }: SecurityContext['realtime']): string {
  const scheme = useTls ? 'wss' : 'ws'
  return host ? `${scheme}://${host}:${port}` : `${scheme}://ws-${cluster}.pusher.com`
}
