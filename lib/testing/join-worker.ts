/** A process of its own that joins rooms when told to: for races between app processes. */
import { findViewer } from '@/lib/accounts/viewer'
import { toAppError } from '@/lib/errors'
import { joinRoom } from '@/lib/rooms/seats/join'

type Order = { code: string; cookies: string[] }

process.on('message', (order: Order) => void obey(order))

async function obey({ code, cookies }: Order): Promise<void> {
  const now = new Date()
  const viewers = await Promise.all(cookies.map((cookie) => findViewer(cookie, now)))
  const results = await Promise.allSettled(
    viewers.map(async (viewer) => {
      if (!viewer) throw new Error('no session')
      return joinRoom(viewer, code, now)
    }),
  )
  process.send?.(results.map((result) => (result.status === 'fulfilled' ? 'in' : toAppError(result.reason).code)))
}

process.send?.('ready')
