/** Conditions on rows that several domains ask for, so that each says what it means. */
import { eq } from 'drizzle-orm'
import { memberships } from './schema'

/** The seat is held: the person is in the room. A row stays when they leave, with what the room remembers of them. */
export const isSeated = eq(memberships.isActive, true)
