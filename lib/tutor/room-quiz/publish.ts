import 'server-only'
import { coalesce } from '@/lib/coalesce'
import { publishToRoom } from '@/lib/rooms/publish'
import { secondMs } from '@/lib/time'
import type { QuizChannel } from './commands'

/** While people answer, a room is told no more often than this by each process, in milliseconds. */
const publishEveryMs = secondMs

type Publisher = { run: () => Promise<void>; last: Promise<void> }

/** The channels to which something was said just now. */
const publishers = new Map<string, Publisher>()

/**
 * Tells the room that somebody has answered: at once, and whoever answers within the next second together at its end. Done
 * when it is said and that second is over, so it is not to be waited for before a reply. Never throws.
 */
export function publishAnswered(channel: QuizChannel): Promise<void> {
  const key = `${channel.id} ${channel.channelVersion}`
  const publisher = publishers.get(key) ?? { run: coalesce(() => publishAndPause(channel)), last: Promise.resolve() }
  publishers.set(key, publisher)
  const mine = publisher.run().then(() => {
    if (publisher.last === mine) publishers.delete(key)
  })
  publisher.last = mine
  return mine
}

async function publishAndPause(channel: QuizChannel): Promise<void> {
  await publishToRoom(channel, 'quiz.changed', {})
  await new Promise((resolve) => setTimeout(resolve, publishEveryMs))
}
