import { closeCodes, firstProtocolWithPing, pingFrame } from './protocol'
import type { Session } from './session'

export type HeartbeatOptions = {
  /** Silence after which a client is pinged; also told to clients as their own `activity_timeout`. */
  activityTimeoutMs: number
  /** How long a pinged client may stay silent. */
  pongTimeoutMs: number
}

/** A connection that nobody uses is closed after this time. */
export type UnusedOptions = { unusedMs: number; onUnused(): void }

/** Clients that cannot answer pings are closed after a day of silence (error code 4202). */
const legacySilenceMs = 24 * 60 * 60_000

/**
 * Finds connections that nobody uses, and those that died without saying so (protocol section "Detecting that the connection is alive"). One timer
 * looks at everyone, because thousands of timers would cost more memory than the connections.
 */
export function startHeartbeat(
  sessions: () => Iterable<Session>,
  { activityTimeoutMs, pongTimeoutMs }: HeartbeatOptions,
  unused: UnusedOptions,
): () => void {
  const look = () => {
    const nowMs = performance.now()
    for (const session of sessions()) {
      checkUse(session, nowMs, unused)
      checkPulse(session, nowMs, activityTimeoutMs, pongTimeoutMs)
    }
  }
  const shortestMs = Math.min(activityTimeoutMs, pongTimeoutMs, unused.unusedMs)
  const everyMs = Math.min(Math.max(shortestMs / 4, 10), 5_000)
  const timer = setInterval(look, everyMs).unref()
  return () => clearInterval(timer)
}

function checkUse(session: Session, nowMs: number, { unusedMs, onUnused }: UnusedOptions): void {
  if (session.isUsed || !session.isOpen || nowMs - session.openedAtMs < unusedMs) return
  onUnused()
  session.close(closeCodes.unauthorized, 'Neither subscribed nor signed in')
}

export function checkPulse(session: Session, nowMs: number, activityTimeoutMs: number, pongTimeoutMs: number): void {
  const silentMs = nowMs - session.lastHeardAtMs
  if (session.protocol < firstProtocolWithPing) {
    if (silentMs >= legacySilenceMs) session.close(closeCodes.inactive, 'Closed after inactivity')
    return
  }
  if (session.pingedAtMs !== null) {
    if (nowMs - session.pingedAtMs >= pongTimeoutMs) session.close(closeCodes.noPong, 'Pong reply not received')
    return
  }
  if (silentMs < activityTimeoutMs) return
  session.pingedAtMs = nowMs
  session.send(pingFrame)
}
