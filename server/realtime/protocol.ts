/**
 * The wire: frames, event envelopes and close codes of the Pusher Channels protocol, version 7
 * (https://pusher.com/docs/channels/library_auth_reference/pusher-websockets-protocol).
 */

import { JsonError, readJson } from './json'

/** Versions 1 to 3 are "no longer supported" (section "WebSocket connection" and the protocol's changelog). */
export const oldestProtocol = 4
export const newestProtocol = 7
/** Clients before this version cannot answer pings (changelog, version 5). */
export const firstProtocolWithPing = 5
/** Clients before this version learn why they are closed from a `pusher:error` (changelog, version 6). */
export const firstProtocolWithCloseCodes = 6

/** Section "Error codes". 4000-4099: do not come back; 4100-4199: come back later; 4200-4299: come back now. */
export const closeCodes = {
  unknownApp: 4001,
  appDisabled: 4003,
  overQuota: 4004,
  pathNotFound: 4005,
  invalidVersion: 4006,
  unsupportedProtocol: 4007,
  noProtocol: 4008,
  unauthorized: 4009,
  overCapacity: 4100,
  reconnect: 4200,
  noPong: 4201,
  inactive: 4202,
  clientEventRejected: 4301,
  watchlistTooLong: 4302,
} as const

export type ServerEvent = {
  event: string
  channel?: string
  /** Section "Double encoding": a string, JSON inside. `pusher:error` and `pusher:signin_success` carry a plain object. */
  data?: string | object
  user_id?: string
}

export type ClientMessage = {
  event: string
  channel: string | undefined
  data: unknown
}

/** One whole, unmasked text frame (RFC 6455, section 5.2), built once and written to any number of sockets. */
export function frame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const bytes = Buffer.allocUnsafe(head + length)
  bytes[0] = 0x81
  if (head === 2) bytes[1] = length
  else if (head === 4) {
    bytes[1] = 126
    bytes.writeUInt16BE(length, 2)
  } else {
    bytes[1] = 127
    bytes.writeBigUInt64BE(BigInt(length), 2)
  }
  bytes.write(text, head)
  return bytes
}

export function eventFrame(event: ServerEvent): Buffer {
  return frame(JSON.stringify(event))
}

/** Section "pusher:error". Errors without a published number carry null, as Pusher's do. */
export function errorEvent(message: string, code: number | null, channel?: string): ServerEvent {
  return { event: 'pusher:error', ...(channel === undefined ? {} : { channel }), data: { code, message } }
}

export const pingFrame = eventFrame({ event: 'pusher:ping', data: '{}' })
export const pongFrame = eventFrame({ event: 'pusher:pong', data: '{}' })

/**
 * Reads one client frame.
 * @throws JsonError that says what is wrong with anything but an object with an `event` text.
 */
export function parseMessage(text: string): ClientMessage {
  const value = readJson(text)
  const event = textField(value, 'event')
  if (event === undefined) throw new JsonError('is not a JSON object with an "event"')
  return { event, channel: textField(value, 'channel'), data: field(value, 'data') }
}

/** An own property of an object, never something inherited; undefined for arrays, null and scalars. */
export function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name))
    return undefined
  return (value as Record<string, unknown>)[name]
}

export function textField(value: unknown, name: string): string | undefined {
  const found = field(value, name)
  return typeof found === 'string' ? found : undefined
}
