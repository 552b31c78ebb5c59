import 'server-only'
import { db } from '@/db/client'
import { rateLimits } from '@/db/schema'
import packageJson from '@/package.json'
import { log } from './log'
import { isMailFailing } from './mail/deliver'
import { findSocketProblem } from './realtime/public-socket'
import { pusher } from './realtime/pusher'

/**
 * How each part is. `down` of the database means that nothing works; of realtime, that the app cannot tell its pages what
 * is new; of the socket, that pages cannot listen. Without either, screens lag behind. `failing` mail: links to verify an
 * address or to reset a password do not arrive.
 */
export type Health = {
  status: 'ok' | 'degraded' | 'down'
  database: Part
  realtime: Part
  socket: Part
  mail: 'ok' | 'failing' | 'unknown'
  version: string
}
type Part = 'ok' | 'down'

/** Asks each part for one real answer. */
export async function checkHealth(): Promise<Health> {
  const [database, realtime, socket, mail] = await Promise.all([
    ask('database', () => db.select({ key: rateLimits.key }).from(rateLimits).limit(1)),
    ask('realtime', async () => {
      const reply = await pusher().get({ path: '/channels', params: { filter_by_prefix: 'health-' } })
      if (reply.status !== 200) throw new Error(`The realtime server answered ${reply.status}`)
    }),
    askSocket(),
    askMail(),
  ])
  const isDegraded = realtime === 'down' || socket === 'down' || mail === 'failing'
  const status = database === 'down' ? 'down' : isDegraded ? 'degraded' : 'ok'
  return { status, database, realtime, socket, mail, version: packageJson.version }
}

/** The answer is remembered for some seconds, so its cause is logged only when it is new. */
async function askSocket(): Promise<Part> {
  const problem = await findSocketProblem((cause) => cause && log.warn('health.down', { part: 'socket', cause }))
  return problem === null ? 'ok' : 'down'
}

/** The database is asked beside this, and its failure is logged there. */
async function askMail(): Promise<Health['mail']> {
  try {
    return (await isMailFailing(new Date())) ? 'failing' : 'ok'
  } catch (_) {
    return 'unknown'
  }
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
