import 'server-only'
import { z } from 'zod'
import { pusher } from './pusher'

/** What the realtime server reports about somebody and a channel. */
export type PresenceNews = { kind: 'came' | 'went'; channel: string; userId: string }

const presenceEvent = z.object({
  name: z.enum(['member_added', 'member_removed']),
  channel: z.string(),
  user_id: z.string(),
})

/** A webhook may have this many characters: Pusher sends far less. */
const longestBody = 1_000_000

/** The comings and goings in a webhook, in their order; null when it is not signed with our secret. */
export function readPresenceNews(headers: Headers, rawBody: string): PresenceNews[] | null {
  // The library throws when there is no signature at all.
  if (rawBody.length > longestBody || !headers.get('x-pusher-signature')) return null
  const webhook = pusher().webhook({ headers: Object.fromEntries(headers), rawBody })
  if (!webhook.isValid()) return null
  return webhook.getEvents().flatMap((event) => {
    const parsed = presenceEvent.safeParse(event)
    if (!parsed.success) return []
    const { name, channel, user_id: userId } = parsed.data
    return [{ kind: name === 'member_added' ? ('came' as const) : ('went' as const), channel, userId }]
  })
}
