import { nothingSchema } from '@/lib/accounts/schemas'
import { apiRoute } from '@/lib/api'
import { userChannel } from '@/lib/realtime/channels'

/** The name of the viewer's own channel now: for a browser that was away while it moved. */
export const GET = apiRoute(
  { name: 'realtime.ownChannel', access: 'viewer', input: nothingSchema },
  async (_, { viewer }) => ({ channel: userChannel(viewer.id, viewer.channelVersion) }),
)
