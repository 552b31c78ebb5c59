import { channelKind } from './channel-name'
import { clientEventBreach } from './client-event-rules'
import type { Hub } from './hub'
import { JsonError } from './json'
import { type ClientMessage, closeCodes, parseMessage, pongFrame, textField } from './protocol'
import type { Session } from './session'
import { signIn } from './sign-in'
import { subscribe } from './subscribe'

/**
 * Answers one text frame of a client. Whatever it contains, the answer is an event: a mistake never closes the
 * connection, because pusher-js would give up for good on closes in 4001-4099 and from 4300.
 */
export function handleMessage(hub: Hub, session: Session, text: string) {
  const message = read(text)
  if (typeof message === 'string') return session.fail(message)
  switch (message.event) {
    case 'pusher:ping':
      return session.send(pongFrame)
    case 'pusher:pong':
      return
    case 'pusher:subscribe':
      return subscribe(hub, session, message.data)
    case 'pusher:unsubscribe':
      return unsubscribe(hub, session, message.data)
    case 'pusher:signin':
      return signIn(hub, session, message.data)
    default:
      return triggerClientEvent(hub, session, message)
  }
}

/** The message, or what is wrong with it. */
function read(text: string): ClientMessage | string {
  try {
    return parseMessage(text)
  } catch (error) {
    if (error instanceof JsonError) return `The message ${error.message}`
    throw error
  }
}

function unsubscribe(hub: Hub, session: Session, data: unknown): void {
  const channel = textField(data, 'channel')
  if (channel === undefined) return
  if (typeof session.memberships.get(channel) === 'string') session.countPresenceLeave()
  hub.leave(session, channel)
}

type ClientEvent = Omit<ClientMessage, 'data'> & { data: string | undefined }

/** Protocol section "Triggering Channel Client Events"; rules from the events documentation. */
function triggerClientEvent(hub: Hub, session: Session, { channel, event, data: given }: ClientMessage) {
  const data = dataText(given)
  const problem = clientEventProblem(hub, session, { channel, event, data })
  if (problem !== null || channel === undefined)
    return session.fail(`Client event rejected - ${problem}`, null, channel)
  if (!session.mayTriggerClientEvent()) {
    hub.metrics.add('client_events_rejected_total')
    return session.fail('Client event rejected due to rate limit', closeCodes.clientEventRejected, channel)
  }
  const userId = session.memberships.get(channel) ?? undefined
  hub.publish({ channel, event, data, exceptId: session.id, userId })
  hub.announce({ name: 'client_event', channel, event, data, socket_id: session.id, user_id: userId })
}

function clientEventProblem({ app, limits }: Hub, session: Session, message: ClientEvent): string | null {
  const { channel, event, data } = message
  if (!event.startsWith('client-')) return 'its name must begin with "client-"'
  if (event.length > limits.eventNameChars)
    return `its name must not be longer than ${limits.eventNameChars} characters`
  const breach = clientEventBreach(app.clientEvents, event, data)
  if (breach !== null) return breach
  if (channel === undefined) return 'a channel is missing'
  if (!channelKind(channel).needsAuth) return 'only supported on private and presence channels'
  if (!session.memberships.has(channel)) return 'you are not subscribed to the channel'
  const isTooLarge = data !== undefined && Buffer.byteLength(data) > limits.eventDataBytes
  return isTooLarge ? `its data must not be larger than ${limits.eventDataBytes} bytes` : null
}

/** Section "Channel Events": `data` reaches subscribers as a string, JSON inside when it was more than a text. */
function dataText(data: unknown): string | undefined {
  return data === undefined || typeof data === 'string' ? data : JSON.stringify(data)
}
