import 'server-only'
import { db } from '@/db/client'
import { rateLimits } from '@/db/schema'
import packageJson from '@/package.json'
import { log } from './log'
import { pusher } from './realtime/pusher'

/** How each part is. `down` of the database means that nothing works; of realtime, that screens lag behind. */
export type Health = { status: 'ok' | 'degraded' | 'down'; database: Part; realtime: Part; version: string }
type Part = 'ok' | 'down'

/** Asks each part for one real answer. */
export async function checkHealth(): Promise<Health> {
  const [database, realtime] = await Promise.all([
    ask('database', () => db.select({ key: rateLimits.key }).from(rateLimits).limit(1)),
    ask('realtime', async () => {
      const reply = await pusher().get({ path: '/channels', params: { filter_by_prefix: 'health-' } })
      if (reply.status !== 200) throw new Error(`The realtime server answered ${reply.status}`)
    }),
  ])
  const status = database === 'down' ? 'down' : realtime === 'down' ? 'degraded' : 'ok'
  return { status, database, realtime, version: packageJson.version }
}

async function ask(part: string, question: () => Promise<unknown>): Promise<Part> {
  try {
    await question()
    return 'ok'
  } catch (error) {
    log.warn('health.down', { part, error })
    return 'down'
  }
}
