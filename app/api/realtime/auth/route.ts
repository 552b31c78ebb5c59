import type { Viewer } from '@/lib/accounts/viewer'
import { plainRoute } from '@/lib/api'
import { type Channel, parseChannel } from '@/lib/realtime/channels'
import { pusher } from '@/lib/realtime/pusher'
import { mayListen } from '@/lib/rooms/queries'
import { noteReturn } from '@/lib/rooms/seats/presence'
import { readAsked, refused, signed } from '../read-auth-request'

export const dynamic = 'force-dynamic'

/**
 * Signs a browser's wish to listen to a channel, as pusher-js asks for it. The person comes from the session, the right
 * from the database at this moment. Of a person the channel hears the id alone: it goes to everybody, also across a block.
 */
export const POST = plainRoute('realtime.auth', async (request: Request) => {
  const asked = await readAsked(request)
  const name = asked?.form.get('channel_name') ?? ''
  const channel = parseChannel(name)
  if (!asked || !channel || !(await mayListenTo(asked.viewer, channel))) return refused(request)
  const { viewer, socketId } = asked
  const presence = channel.kind === 'room' ? { user_id: viewer.id } : undefined
  return signed(pusher().authorizeChannel(socketId, name, presence))
})

/** One line a kind of channel: here the domains meet. */
async function mayListenTo(viewer: Viewer, channel: Channel): Promise<boolean> {
  if (channel.kind === 'user') return channel.id === viewer.id && channel.version === viewer.channelVersion
  const now = new Date()
  const mayListenToRoom = await mayListen(viewer, channel.id, channel.version, now)
  if (mayListenToRoom) await noteReturn(viewer, channel.id, now)
  return mayListenToRoom
}
