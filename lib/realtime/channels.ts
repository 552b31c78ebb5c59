/** Channel names, made and read in one place. Pure: shared by server and browser. */

/** People, chat and timer of a room. The version shuts out everybody who was authorised for an older one. */
export const roomChannel = (roomId: string, version: number) => `presence-room-${roomId}-v${version}`

/** What concerns one person: the bell, invitations, their study room on another device. */
export const userChannel = (userId: string) => `private-user-${userId}`

export type Channel = { kind: 'room'; roomId: string; version: number } | { kind: 'user'; userId: string }

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const roomPattern = new RegExp(`^presence-room-(${uuid})-v([1-9][0-9]{0,8})$`)
const userPattern = new RegExp(`^private-user-(${uuid})$`)

/** What a channel name means; null for any name that is not one of ours. */
export function parseChannel(name: string): Channel | null {
  const [, roomId, version] = roomPattern.exec(name) ?? []
  if (roomId && version) return { kind: 'room', roomId, version: Number(version) }
  const [, userId] = userPattern.exec(name) ?? []
  return userId ? { kind: 'user', userId } : null
}
