import { JsonError, readJson } from './json'
import type { Limits } from './limits'
import { field } from './protocol'

/** A person on a presence channel (Pusher docs: "Presence channels"). */
export type Member = {
  id: string
  info: unknown
}

/**
 * The people on one presence channel. One person with several tabs is one member: they arrive with the first tab and
 * leave with the last.
 */
export class Roster {
  private readonly members = new Map<string, { info: unknown; connections: number }>()

  get size(): number {
    return this.members.size
  }

  has(id: string): boolean {
    return this.members.has(id)
  }

  ids(): string[] {
    return [...this.members.keys()]
  }

  /** Adds one connection of a member; true when the person was not there before. The first tab's `info` stays. */
  add(member: Member): boolean {
    const present = this.members.get(member.id)
    if (present) present.connections += 1
    else this.members.set(member.id, { info: member.info, connections: 1 })
    return !present
  }

  /** Takes one connection away; true when it was the person's last. */
  remove(id: string): boolean {
    const present = this.members.get(id)
    if (!present) return false
    present.connections -= 1
    if (present.connections > 0) return false
    return this.members.delete(id)
  }

  /** The `data` of `pusher_internal:subscription_succeeded`. `fromEntries` makes even "__proto__" a plain own key. */
  snapshot(): string {
    const hash = Object.fromEntries([...this.members].map(([id, { info }]) => [id, info]))
    return JSON.stringify({ presence: { ids: this.ids(), hash, count: this.size } })
  }
}

/** Reads a signed `channel_data`, or says what is wrong with it. A numeric `user_id` is the same person as its text. */
export function parseMember(channelData: string, limits: Limits): Member | { problem: string } {
  let value: unknown
  try {
    value = readJson(channelData)
  } catch (error) {
    if (error instanceof JsonError) return { problem: `channel_data ${error.message}` }
    throw error
  }
  const id = field(value, 'user_id')
  if (typeof id !== 'string' && typeof id !== 'number') return { problem: 'channel_data must contain a user_id' }
  return checkedMember(String(id), field(value, 'user_info'), limits)
}

export function checkedMember(id: string, info: unknown, limits: Limits): Member | { problem: string } {
  if (id.length === 0 || id.length > limits.userIdChars) {
    return { problem: `user_id must have 1 to ${limits.userIdChars} characters` }
  }
  const shared = info ?? {}
  if (Buffer.byteLength(JSON.stringify(shared)) > limits.userInfoBytes) {
    return { problem: `user_info must not be larger than ${limits.userInfoBytes} bytes` }
  }
  return { id, info: shared }
}
