import 'server-only'
import { log } from '@/lib/log'
import { pusher } from './pusher'

/** The ids of the people connected to a presence channel; null when the realtime server does not answer. */
export async function listPresent(channel: string): Promise<Set<string> | null> {
  const answer = await ask<{ users?: { id: string }[] }>(`/channels/${channel}/users`)
  return answer && new Set((answer.users ?? []).map(({ id }) => String(id)))
}

/** How many people each occupied room channel has; null when the realtime server does not answer. */
export async function listOccupied(): Promise<Map<string, number> | null> {
  const answer = await ask<{ channels?: Record<string, { user_count?: number }> }>('/channels', {
    filter_by_prefix: 'presence-room-',
    info: 'user_count',
  })
  return answer && new Map(Object.entries(answer.channels ?? {}).map(([name, info]) => [name, info.user_count ?? 0]))
}

async function ask<Answer>(path: string, params: Record<string, string> = {}): Promise<Answer | null> {
  try {
    const response = await pusher().get({ path, params })
    return response.ok ? ((await response.json()) as Answer) : null
  } catch (error) {
    log.warn('realtime.ask.failed', { path, error })
    return null
  }
}
