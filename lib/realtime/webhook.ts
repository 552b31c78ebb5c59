import 'server-only'
import { z } from 'zod'
import { env } from '@/lib/env'
import { minuteMs } from '@/lib/time'
import { pusher } from './pusher'

/** What the realtime server reports about somebody and a channel. */
export type PresenceEvent = { kind: 'joined' | 'left'; channel: string; userId: string }

const presenceEvent = z.object({
  name: z.enum(['member_added', 'member_removed']),
  channel: z.string(),
  user_id: z.string(),
})

/** A webhook may have this many bytes: fifty events are 10 KB. */
export const longestWebhook = 256 * 1024

/** Webhooks are tried again for five minutes; what is older was recorded by somebody and played back. */
const freshMs = 10 * minuteMs

/** Does this look like a webhook of our app, so that its body is worth reading? The signature in it decides. */
export const isFromRealtime = (headers: Headers): boolean =>
  headers.get('x-pusher-key') === env().realtime.key && /^[0-9a-f]{64}$/.test(headers.get('x-pusher-signature') ?? '')

/** The comings and goings in a webhook, in their order; null when it is not signed with our secret, or long ago. */
export function readPresenceEvents(headers: Headers, rawBody: string, now: Date): PresenceEvent[] | null {
  // The library throws when there is no signature at all.
  if (!isFromRealtime(headers)) return null
  const webhook = pusher().webhook({ headers: Object.fromEntries(headers), rawBody })
  if (!webhook.isValid()) return null
  const sentAt = webhook.getTime().getTime()
  if (!(Math.abs(now.getTime() - sentAt) <= freshMs)) return null
  return webhook.getEvents().flatMap((event) => {
    const parsed = presenceEvent.safeParse(event)
    if (!parsed.success) return []
    const { name, channel, user_id: userId } = parsed.data
    return [{ kind: name === 'member_added' ? ('joined' as const) : ('left' as const), channel, userId }]
  })
}
