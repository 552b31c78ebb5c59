import 'server-only'
import type { IncomingMessage } from 'node:http'
import type WebSocket from 'ws'
import { env } from '@/lib/env'

/** As long as a page waits before it says that it reconnects, at most; a health check must be quick. */
const patienceMs = 3_000
/** Health is asked for often and a socket costs a handshake with TLS: an answer counts for a while, a bad one less long. */
const goodForMs = 30_000
const badForMs = 5_000

type Answer = { problem: string | null; untilMs: number }

let known: Answer | null = null
let asking: Promise<Answer> | null = null

/**
 * Opens a socket where browsers open theirs, by their protocol, and closes it again.
 * @returns null when it can be opened, otherwise a sentence with the cause; an answer counts for some seconds
 * @param onAnswer gets each answer that is not an old one
 */
export async function findSocketProblem(onAnswer: (problem: string | null) => void = () => {}): Promise<string | null> {
  if (known && performance.now() < known.untilMs) return known.problem
  asking ??= tryToConnect()
    .then((problem) => {
      onAnswer(problem)
      known = { problem, untilMs: performance.now() + (problem ? badForMs : goodForMs) }
      return known
    })
    .finally(() => {
      asking = null
    })
  return (await asking).problem
}

/** Where browsers open their socket, with everything that pusher-js asks for. */
export function publicSocketUrl(): string {
  const { browser, cluster, key } = env().realtime
  const { host, port, useTls, path } = browser
  const origin = `${useTls ? 'wss' : 'ws'}://${host ? `${host}:${port}` : `ws-${cluster}.pusher.com`}`
  return `${origin}${path}/app/${key}?protocol=7&client=health&version=1.0`
}

async function tryToConnect(): Promise<string | null> {
  // Loaded with the first health check: nothing else in the app opens sockets.
  const { WebSocket } = await import('ws')
  // A server may take sockets from our own pages only.
  const socket = new WebSocket(publicSocketUrl(), { origin: env().appUrl.origin, handshakeTimeout: patienceMs })
  const { origin } = new URL(publicSocketUrl())
  try {
    const problem = await firstProblem(socket)
    return problem && `The public socket at ${origin} cannot be opened: ${problem}`
  } finally {
    socket.on('error', () => {})
    socket.terminate()
  }
}

/** Null once the server has welcomed us, as it does before pusher-js calls itself connected. */
function firstProblem(socket: WebSocket): Promise<string | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(`no answer within ${patienceMs / 1_000} s`), patienceMs)
    const end = (problem: string | null) => {
      clearTimeout(timer)
      resolve(problem)
    }
    socket.once('message', (text) => end(problemOfFirst(String(text))))
    socket.once('close', (code, reason) => end(`it was closed with ${code} ${reason}`.trim()))
    socket.once('error', (error) => end(describe(error)))
    socket.once('unexpected-response', (_, { statusCode }: IncomingMessage) =>
      end(`it answered ${statusCode} instead of a WebSocket; does the proxy pass /app/ on to the realtime server?`),
    )
  })
}

function problemOfFirst(text: string): string | null {
  if (text.includes('"pusher:connection_established"')) return null
  return `it is not a realtime server, or refuses: ${text.slice(0, 200)}`
}

/** Node's codes for certificates that it has no reason to trust. */
const untrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

function describe(error: Error): string {
  const code = 'code' in error ? String(error.code) : ''
  if (untrusted.has(code))
    return `its certificate is signed by nobody this server knows (${code}); name the authority's file by NODE_EXTRA_CA_CERTS`
  if (code.startsWith('ERR_TLS_') || code.startsWith('CERT_')) return `its certificate is not right: ${error.message}`
  // A refused connection to a name with several addresses has its causes in a list, and no message.
  return error.message || code || error.name
}
