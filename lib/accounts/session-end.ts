import 'server-only'
import type { Tx } from '@/db/client'
import { log } from '@/lib/log'

/**
 * What another domain does when sessions of a person end, such as moving the rooms they sit in to new channels. Runs in
 * the transaction that ends them; answers what to do after the commit. This domain does not know the others:
 * `instrumentation.ts` brings them together.
 */
export type SessionEndListener = (tx: Tx, userId: string, now: Date) => Promise<AfterCommit>
export type AfterCommit = () => Promise<void>

/** By name, and one for all the module graphs of a Next process: registering twice is registering once. */
const held = globalThis as typeof globalThis & { __cafeSessionEnds?: Map<string, SessionEndListener> }

/** Has `listener` called at every end of sessions from now on. */
export function onSessionsEnded(name: string, listener: SessionEndListener): void {
  held.__cafeSessionEnds ??= new Map()
  held.__cafeSessionEnds.set(name, listener)
}

/** Calls the listeners, in the transaction; answers what they want done after the commit. */
export async function callSessionEndListeners(tx: Tx, userId: string, now: Date): Promise<AfterCommit[]> {
  const listeners = held.__cafeSessionEnds
  // Nothing but a server that started without its instrumentation, and then rooms would go on being heard.
  if (!listeners && process.env.NODE_ENV === 'production') log.error('accounts.session-end.nobody-listens', { userId })
  const answers: AfterCommit[] = []
  for (const listener of listeners?.values() ?? []) answers.push(await listener(tx, userId, now))
  return answers
}
