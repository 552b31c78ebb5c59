/**
 * What stands before Next in the process that answers: headers that no answer may lack (also redirects, refusals and errors
 * of the framework, which pass neither the proxy nor the configuration), requests that no page is asked about, and who may
 * use local mode. It knows the environment of the running process, which a build does not.
 */
import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { type Env, isLoopback } from './env'
import { hashSecret } from './ids'
import { log } from './log'
import { directHeader, isOutboxKey, outboxCookie } from './mail/outbox-key'
import { inRequest } from './request-context'
import { nameRequest } from './request-id'
import { routes } from './routes'
import { baseHeaders } from './security-headers'

type Listener = (request: IncomingMessage, response: ServerResponse) => void

/** Tells of every request before it is handled: https://nodejs.org/api/diagnostics_channel.html#http */
const requestStarts = 'http.server.request.start'

/** Guards every HTTP server of this process from its next request on. Answers how to stop guarding further ones. */
export function guardServers(env: Env): () => void {
  const guarded = new WeakSet<Server>()
  const onRequest = (message: unknown) => {
    const { server } = message as { server: Server }
    if (guarded.has(server)) return
    guarded.add(server)
    guardServer(server, env)
  }
  subscribe(requestStarts, onRequest)
  return () => unsubscribe(requestStarts, onRequest)
}

function guardServer(server: Server, env: Env): void {
  const listeners = server.listeners('request') as Listener[]
  server.removeAllListeners('request')
  server.on('request', (request, response) => {
    const requestId = nameRequest(request, env)
    for (const [name, value] of Object.entries(baseHeaders(request.url ?? '/', env))) response.setHeader(name, value)
    response.setHeader('X-Request-Id', requestId)
    inRequest(() => {
      if (guard(request, response, env)) return
      for (const listener of listeners) listener.call(server, request, response)
    }, requestId)
  })
}

/** A mistake here must not leave a request without an answer. */
function guard(request: IncomingMessage, response: ServerResponse, env: Env): boolean {
  try {
    return answerItself(request, response, env)
  } catch (error) {
    log.error('http-guard.failed', { error })
    return refuse(response, 400, 'This request cannot be read.')
  }
}

/** Answers what Next is not to be asked; false: this request may pass. */
function answerItself(request: IncomingMessage, response: ServerResponse, env: Env): boolean {
  const pass = takePass(request, env)
  if (request.method === 'TRACE')
    return refuse(response, 405, 'This method is not allowed.', { Allow: 'GET, HEAD, POST' })
  if (!isReadable(request.url ?? '')) return refuse(response, 400, 'This address cannot be read.')
  if (!env.isLocal) return false
  const isDirect = pass === 'direct' || isFromThisMachine(request)
  const isNamed = pass === 'named' || env.localModeHosts.includes(hostOf(request))
  if (!isDirect && !isNamed) return refuseStranger(request, response)
  request.headers[passHeader] = passOf(isDirect ? 'direct' : 'named', env)
  if (isDirect) request.headers[directHeader] = '1'
  return isDirect && openOutbox(request, response, env)
}

/**
 * Next asks itself when a form's page is not the one that knows its action, with the headers of the first request and
 * X-Forwarded-* of its own: such a request has passed already, and carries a proof of it that nobody else can make.
 */
const passHeader = 'x-virtualcafe-pass'
type Pass = 'direct' | 'named'

const passOf = (pass: Pass, env: Env): string =>
  createHmac('sha256', env.authSecret).update(`pass:${pass}`).digest('hex')

/** Which pass a request brings; what only this file says of a request is taken out of it. */
function takePass(request: IncomingMessage, env: Env): Pass | null {
  const sent = request.headers[passHeader]
  delete request.headers[passHeader]
  delete request.headers[directHeader]
  if (typeof sent !== 'string') return null
  return (['direct', 'named'] as const).find((pass) => isSameText(sent, passOf(pass, env))) ?? null
}

/** By hash, so that lengths match whatever was sent. */
const isSameText = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(hashSecret(one)), Buffer.from(hashSecret(other)))

/** Next answers 500 to a path whose escapes are broken, and PostgreSQL keeps no NUL. */
function isReadable(address: string): boolean {
  if (!/^(\/|https?:\/\/)/i.test(address)) return false
  try {
    return !decodeURIComponent(address.split('?')[0] ?? '').includes('\0')
  } catch {
    return false
  }
}

/** What proxies add. */
const forwarding =
  /^(x-forwarded-.+|x-original-forwarded-.+|forwarded|via|x-real-ip|x-client-ip|x-cluster-client-ip|true-client-ip|cf-connecting-ip)$/

/**
 * Did this request come without a proxy, and by a name that means this machine? nginx as it comes (`proxy_pass` alone)
 * writes a loopback Host and no header of its own, but asks in HTTP/1.0 for one answer on a connection, as no browser does.
 */
function isFromThisMachine(request: IncomingMessage): boolean {
  const isForwarded = Object.keys(request.headers).some((name) => forwarding.test(name))
  const isBareProxy = request.httpVersion === '1.0' && /\bclose\b/i.test(request.headers.connection ?? '')
  return !isForwarded && !isBareProxy && isLoopback(hostOf(request))
}

/** The name in Host, without its port; IPv6 in brackets. */
function hostOf(request: IncomingMessage): string {
  const address = `http://${request.headers.host ?? ''}`
  return URL.canParse(address) ? new URL(address).hostname : ''
}

const explanation = `VirtualCafe runs in local mode here: for this machine only, without TLS and without email.
This request came through a proxy or under another name, so it is refused.

If you run this cafe: set NEXTAUTH_URL to the address that people open, such as
NEXTAUTH_URL=https://cafe.example, and start again (npm start -- --check says what else is needed).
To open local mode to a network you trust, name its hosts in LOCAL_MODE_HOSTS.`

let hasWarned = false

function refuseStranger(request: IncomingMessage, response: ServerResponse): true {
  if (!hasWarned) {
    const hint = 'set NEXTAUTH_URL to the address people open, or name trusted hosts in LOCAL_MODE_HOSTS'
    log.warn('local-mode.refused', { host: hostOf(request), hint, note: 'said once' })
  }
  hasWarned = true
  return refuse(response, 403, explanation)
}

/** The link that is printed at start: the key leaves the address at once and stays in a cookie. */
function openOutbox(request: IncomingMessage, response: ServerResponse, env: Env): boolean {
  if (request.method !== 'GET' || !request.url?.startsWith(routes.outbox)) return false
  const url = new URL(request.url, 'http://cafe.invalid')
  if (url.pathname !== routes.outbox) return false
  if (!isOutboxKey(url.searchParams.get('key') ?? '', env)) return false
  const cookie = `${outboxCookie.name(env)}=${outboxCookie.value(env)}; Path=${routes.outbox}; HttpOnly; SameSite=Lax; Max-Age=${outboxCookie.maxAgeS}`
  const secure = env.appUrl.protocol === 'https:' ? '; Secure' : ''
  response.writeHead(303, { Location: routes.outbox, 'Set-Cookie': cookie + secure, 'Cache-Control': 'no-store' }).end()
  return true
}

function refuse(response: ServerResponse, status: number, text: string, more: Record<string, string> = {}): true {
  const headers = {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    Connection: 'close',
    ...more,
  }
  response.writeHead(status, headers).end(`${text}\n`)
  return true
}
