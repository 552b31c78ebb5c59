/**
 * Channel names, made and read in one place. Pure: shared by server and browser.
 *
 * A signature for a channel cannot be taken back. So every name ends in a version, which goes up whenever somebody's right
 * to listen ends; nothing is ever said on an older one, except that the channel moved. See `docs/decisions/005`.
 */

/** People, chat and timer of a room. */
export const roomChannel = (roomId: string, version: number) => `presence-room-${roomId}-v${version}`

/** What concerns one person: the bell, invitations, their study room on another device. */
export const userChannel = (userId: string, version: number) => `private-user-${userId}-v${version}`

export type Channel = { kind: 'room' | 'user'; id: string; version: number }

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const pattern = new RegExp(`^(presence-room|private-user)-(${uuid})-v([1-9][0-9]{0,8})$`)

/** What a channel name means; null for any name that is not one of ours. */
export function parseChannel(name: string): Channel | null {
  const [, prefix, id, version] = pattern.exec(name) ?? []
  if (!prefix || !id || !version) return null
  return { kind: prefix === 'presence-room' ? 'room' : 'user', id, version: Number(version) }
}

/** The newer of two names of the same channel; of names of different channels the second. */
export function newerChannel(known: string, heard: string): string {
  const [a, b] = [parseChannel(known), parseChannel(heard)]
  return a && b && a.kind === b.kind && a.id === b.id && a.version > b.version ? known : heard
}

/** The name of the same channel at another version. */
export const atVersion = (name: string, version: number) => name.replace(/-v\d+$/, `-v${version}`)
