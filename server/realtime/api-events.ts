import { channelInfo, readInfo } from './api-channels'
import { ApiError } from './api-request'
import { addressedUser, channelKind, isChannelName } from './channel-name'
import type { Hub } from './hub'
import type { Limits } from './limits'
import { field, textField } from './protocol'

type ApiEvent = {
  name: string
  data: string
  channels: string[]
  exceptId: string | undefined
  info: string[]
}

/** `POST /apps/[id]/events`: everything is checked before anything is sent. */
export function postEvent(hub: Hub, body: unknown): object {
  const event = readEvent(body, hub.limits, readChannels(body, hub.limits))
  trigger(hub, event)
  if (event.info.length === 0) return {}
  return { channels: Object.fromEntries(event.channels.map((name) => [name, channelInfo(hub, name, event.info)])) }
}

/** `POST /apps/[id]/batch_events`: all events or none, each to one channel. */
export function postBatch(hub: Hub, body: unknown): object {
  const batch = field(body, 'batch')
  if (!Array.isArray(batch)) throw new ApiError(400, 'batch must be an array of events')
  if (batch.length > hub.limits.eventsPerBatch) {
    throw new ApiError(400, `A batch has at most ${hub.limits.eventsPerBatch} events`)
  }
  const events = batch.map((entry) => {
    return readEvent(entry, hub.limits, [readChannel(field(entry, 'channel'), hub.limits)])
  })
  for (const event of events) trigger(hub, event)
  if (events.every((event) => event.info.length === 0)) return {}
  return { batch: events.map(({ channels: [name = ''], info }) => channelInfo(hub, name, info)) }
}

function trigger(hub: Hub, { name: event, data, channels, exceptId }: ApiEvent): void {
  for (const channel of channels) {
    hub.publish({ channel, event, data, exceptId })
    if (channelKind(channel).isCache) hub.remember(channel, event, data)
  }
}

function readEvent(value: unknown, limits: Limits, channels: string[]): ApiEvent {
  const data = textField(value, 'data')
  if (data === undefined) throw new ApiError(400, 'data must be a string (JSON inside it for anything but text)')
  if (Buffer.byteLength(data) > limits.eventDataBytes) {
    throw new ApiError(413, `data must not be larger than ${limits.eventDataBytes} bytes`)
  }
  const name = readName(value, limits)
  return { name, data, channels, exceptId: readSocketId(value), info: infoField(value) }
}

/** Names that clients take for the protocol's own would let an app forge members and subscriptions by accident. */
function readName(value: unknown, limits: Limits): string {
  const name = textField(value, 'name') ?? ''
  if (name.length === 0 || name.length > limits.eventNameChars) {
    throw new ApiError(400, `name must have 1 to ${limits.eventNameChars} characters`)
  }
  if (/^pusher(_internal)?:/.test(name)) throw new ApiError(400, 'name must not begin with "pusher:"')
  return name
}

function readChannels(value: unknown, limits: Limits): string[] {
  const one = textField(value, 'channel')
  const many = field(value, 'channels') ?? (one === undefined ? [] : [one])
  if (!Array.isArray(many) || many.length === 0) throw new ApiError(400, 'channels must be an array of channel names')
  if (many.length > limits.channelsPerTrigger) {
    throw new ApiError(400, `An event goes to at most ${limits.channelsPerTrigger} channels`)
  }
  return many.map((name) => readChannel(name, limits))
}

function readChannel(name: unknown, limits: Limits): string {
  if (typeof name === 'string' && (isChannelName(name, limits) || isUserChannel(name, limits))) return name
  throw new ApiError(400, `A channel name has 1 to ${limits.channelNameChars} letters, digits and _ - = @ , . ;`)
}

/** User ids are the app's own texts: any characters, up to their own limit. */
function isUserChannel(name: string, limits: Limits): boolean {
  return (addressedUser(name)?.length ?? Number.POSITIVE_INFINITY) <= limits.userIdChars
}

function readSocketId(value: unknown): string | undefined {
  const given = field(value, 'socket_id')
  if (given === undefined || given === null) return undefined
  if (typeof given !== 'string' || !/^\d+\.\d+$/.test(given))
    throw new ApiError(400, 'socket_id must look like 123.456')
  return given
}

function infoField(value: unknown): string[] {
  return readInfo(textField(value, 'info') ?? null, ['user_count', 'subscription_count'])
}
