import { randomInt } from 'node:crypto'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { type Limits, SlidingWindow } from './limits'
import { closeCodes, errorEvent, eventFrame, firstProtocolWithCloseCodes } from './protocol'
import type { WriteBatch } from './write-batch'

export type SignedInUser = {
  id: string
  info: unknown
}

export type SessionEvents = {
  /** It did not read fast enough. */
  onSlow(): void
  /** It is being closed: it gets nothing any more and what it sends is ignored, though its socket may live on a little. */
  onClosing(): void
}

/** One connected client: its socket, what it subscribed to, who it signed in as, and when it was last heard. */
export class Session {
  readonly id = newSocketId()
  /** Channel name -> the member id it joined a presence channel with, null elsewhere. */
  readonly memberships = new Map<string, string | null>()
  user: SignedInUser | null = null
  /** Has it ever subscribed or signed in? */
  isUsed = false
  /** Steady clock, milliseconds. */
  readonly openedAtMs = performance.now()
  /** Steady clock, milliseconds. */
  lastHeardAtMs: number
  pingedAtMs: number | null = null
  // Made when first needed: most connections only listen, and thousands of them should cost little.
  private clientEvents: SlidingWindow | null = null
  private presenceLeaves: SlidingWindow | null = null
  /** The moment by which the frames received so far may have been read. */
  private readByMs = 0

  constructor(
    private readonly webSocket: WebSocket,
    private readonly socket: Duplex,
    private readonly writeBatch: WriteBatch,
    private readonly limits: Limits,
    readonly protocol: number,
    private readonly events: SessionEvents,
  ) {
    this.lastHeardAtMs = performance.now()
  }

  get isOpen(): boolean {
    return this.webSocket.readyState === this.webSocket.OPEN
  }

  heard(): void {
    this.lastHeardAtMs = performance.now()
    this.pingedAtMs = null
  }

  /**
   * Queues one finished frame. Without compression `ws` writes every frame of its own in one piece as well, so ours may
   * go straight to the socket. A client too far behind is sent away: waiting for it would hold everybody's events in
   * memory. It is told why and when to come back, if it ever reads again; otherwise its socket is cut in a while.
   */
  send(bytes: Buffer): void {
    if (!this.isOpen) return
    if (this.socket.writableLength + bytes.length > this.limits.bufferedBytes) {
      this.events.onSlow()
      this.end(closeCodes.overCapacity, 'Too far behind')
      return
    }
    this.writeBatch.write(this.socket, bytes)
  }

  fail(message: string, code: number | null = null, channel?: string): void {
    this.send(eventFrame(errorEvent(message, code, channel)))
  }

  /** `reason` is ours, never the client's text: a close reason may have at most 123 bytes. */
  close(code: number, reason: string): void {
    if (!this.isOpen) return
    if (this.protocol < firstProtocolWithCloseCodes) this.fail(reason, code)
    this.end(code, reason)
  }

  countFrame(): void {
    this.readByMs = Math.max(this.readByMs, performance.now() - 1_000) + 1_000 / this.limits.framesPerSecond
  }

  /** How far the client is ahead of the pace at which it is read. */
  get aheadMs(): number {
    return Math.max(this.readByMs - performance.now(), 0)
  }

  mayJoinPresence(): boolean {
    return this.presenceLeaves?.isFull(performance.now()) !== true
  }

  countPresenceLeave(): void {
    this.presenceLeaves ??= new SlidingWindow(this.limits.presenceReturnsPerSecond)
    this.presenceLeaves.allow(performance.now())
  }

  mayTriggerClientEvent(): boolean {
    this.clientEvents ??= new SlidingWindow(this.limits.clientEventsPerSecond)
    return this.clientEvents.allow(performance.now())
  }

  private end(code: number, reason: string): void {
    this.webSocket.close(code, reason)
    this.events.onClosing()
  }
}

/** Two numbers and a dot, as official libraries insist; about 60 random bits, so that nobody can name another's. */
export function newSocketId(): string {
  return `${randomInt(1, 2 ** 30)}.${randomInt(1, 2 ** 30)}`
}
