import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { handleMessage } from './client-messages'
import { type Admission, admit, overAddressLimit } from './gate'
import { type HeartbeatOptions, startHeartbeat } from './heartbeat'
import type { Hub } from './hub'
import type { Limits } from './limits'
import { type Logger, reasonOf } from './log'
import type { Metrics } from './metrics'
import { closeCodes, errorEvent, eventFrame, firstProtocolWithCloseCodes, newestProtocol } from './protocol'
import { Session } from './session'
import { AddressCounts, visitorAddress } from './visitor-address'
import { WriteBatch } from './write-batch'

/** How long a client may take to answer our close frame before its socket is destroyed. */
const closeTimeoutMs = 3_000

const warnEveryMs = 60_000

/** A flood is let in by portions: a timer for each frame would cost more than the frame. */
const shortestWaitMs = 100

/** All WebSocket connections of the server: from the upgrade request to the close. */
export class Connections {
  private readonly hubsByKey: ReadonlyMap<string, Hub>
  /** All sockets, also those that are being turned away. */
  private readonly open = new Set<WebSocket>()
  private readonly byAddress = new AddressCounts()
  private admitted = 0
  private warnedAtMs = Number.NEGATIVE_INFINITY
  private readonly writeBatch = new WriteBatch()
  private readonly stopHeartbeat: () => void
  private readonly webSockets: WebSocketServer
  isClosing = false

  constructor(
    private readonly hubs: Hub[],
    private readonly limits: Limits,
    private readonly heartbeat: HeartbeatOptions,
    private readonly metrics: Metrics,
    private readonly logger: Logger,
    private readonly clientIpHeader: string | null,
  ) {
    this.hubsByKey = new Map(hubs.map((hub) => [hub.app.key, hub]))
    // Compression would cost memory for every connection and forbid frames shared by all of them.
    const options = {
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: limits.frameBytes,
      closeTimeout: closeTimeoutMs,
    }
    this.webSockets = new WebSocketServer(options)
    this.webSockets.on('wsClientError', refuseHandshake)
    const onUnused = () => this.metrics.add('unused_total')
    this.stopHeartbeat = startHeartbeat(() => this.sessions(), heartbeat, { unusedMs: limits.unusedMs, onUnused })
  }

  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { hubsByKey, limits, admitted: connections } = this
    const address = visitorAddress(request, this.clientIpHeader)
    const connectionsOfAddress = this.byAddress.get(address)
    const admission: Admission = this.isClosing
      ? { code: closeCodes.overCapacity, reason: 'The server is stopping', protocol: newestProtocol }
      : admit(request, { hubsByKey, limits, connections, connectionsOfAddress })
    const isAdmitted = 'hub' in admission
    // Before the handshake is through: many may be under way at once.
    if (isAdmitted) this.count(address, socket)
    else if (admission.reason === overAddressLimit) this.warnAbout(address)
    this.webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      // Without a listener, a malformed frame would be an uncaught error and end the process.
      webSocket.on('error', (error) => this.logger.debug('client error', { reason: reasonOf(error) }))
      this.open.add(webSocket)
      webSocket.on('close', () => this.open.delete(webSocket))
      if (isAdmitted) this.welcome(admission, webSocket, socket)
      else this.turnAway(admission, webSocket)
    })
  }

  /**
   * Closes everyone with 4200 (reconnect at once) and waits until the last one is gone. Who is back within `lingerMs` is
   * told to come a second later (4100): a refused connection would make pusher-js wait for 15 seconds.
   */
  async close(lingerMs: number): Promise<void> {
    this.isClosing = true
    this.stopHeartbeat()
    const told = [...this.sessions()]
    for (const session of told) session.close(closeCodes.reconnect, 'The server is stopping')
    if (told.length > 0) await pause(lingerMs)
    await Promise.all([...this.open].map((webSocket) => new Promise((resolve) => webSocket.once('close', resolve))))
  }

  private count(address: string, socket: Duplex): void {
    this.admitted += 1
    this.byAddress.add(address)
    socket.once('close', () => {
      this.admitted -= 1
      this.byAddress.remove(address)
    })
  }

  /** Once a minute: it is either an attack, or a proxy whose header nobody has named. */
  private warnAbout(address: string): void {
    const nowMs = performance.now()
    if (nowMs - this.warnedAtMs < warnEveryMs) return
    this.warnedAtMs = nowMs
    const hint = this.clientIpHeader ? undefined : 'if this is a proxy, name its header for addresses: CLIENT_IP_HEADER'
    this.logger.warn('an address has all the connections it may have', {
      address,
      limit: this.limits.connectionsPerAddress,
      hint,
    })
  }

  private *sessions(): Iterable<Session> {
    for (const hub of this.hubs) yield* hub.sessions.values()
  }

  private turnAway({ code, reason, protocol }: Exclude<Admission, { hub: Hub }>, webSocket: WebSocket): void {
    this.metrics.add('refused_total')
    this.logger.debug('connection refused', { code, reason })
    if (protocol < firstProtocolWithCloseCodes) webSocket.send(JSON.stringify(errorEvent(reason, code)))
    webSocket.close(code, reason)
  }

  private welcome({ hub, protocol }: { hub: Hub; protocol: number }, webSocket: WebSocket, socket: Duplex): void {
    const events = {
      onSlow: () => this.metrics.add('slow_readers_total'),
      // Not in the middle of a broadcast: the members it leaves may themselves be too slow to be told.
      onClosing: () => queueMicrotask(() => hub.drop(session)),
    }
    const session = new Session(webSocket, socket, this.writeBatch, this.limits, protocol, events)
    hub.sessions.set(session.id, session)
    this.metrics.add('connections_total')
    webSocket.on('message', (data, isBinary) => this.receive(hub, session, webSocket, data, isBinary))
    webSocket.on('ping', () => session.heard())
    webSocket.on('pong', () => session.heard())
    webSocket.on('close', () => hub.drop(session))
    const data = { socket_id: session.id, activity_timeout: Math.ceil(this.heartbeat.activityTimeoutMs / 1000) }
    session.send(eventFrame({ event: 'pusher:connection_established', data: JSON.stringify(data) }))
  }

  private receive(hub: Hub, session: Session, webSocket: WebSocket, data: RawData, isBinary: boolean) {
    this.metrics.add('messages_received_total')
    session.heard()
    if (!session.isOpen) return
    session.countFrame()
    if (session.aheadMs > 0 && !webSocket.isPaused) slowDown(webSocket, session)
    try {
      if (isBinary) session.fail('Binary frames are not supported')
      else handleMessage(hub, session, data.toString())
    } catch (thrown) {
      this.logger.error('a client message failed', { reason: reasonOf(thrown) })
      session.fail('The message could not be handled')
    }
  }
}

/** Leaves a flood in the network, where it slows its sender; what was already received is still answered. */
function slowDown(webSocket: WebSocket, session: Session): void {
  const resume = () => (session.aheadMs > 0 ? slowDown(webSocket, session) : webSocket.resume())
  webSocket.pause()
  setTimeout(resume, Math.max(session.aheadMs, shortestWaitMs)).unref()
}

/** Answers a request to upgrade that is none. As ws would, and with the header of all other answers. */
function refuseHandshake({ message }: Error, socket: Duplex, request: IncomingMessage): void {
  const status = request.method === 'GET' ? '400 Bad Request' : '405 Method Not Allowed'
  const headers = ['Connection: close', 'Content-Type: text/plain', 'X-Content-Type-Options: nosniff']
  const versions = ['Sec-WebSocket-Version: 13, 8', 'Allow: GET', `Content-Length: ${Buffer.byteLength(message)}`]
  socket.once('finish', () => socket.destroy())
  socket.end([`HTTP/1.1 ${status}`, ...headers, ...versions, '', message].join('\r\n'))
}
