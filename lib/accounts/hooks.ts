import 'server-only'
import type { Tx } from '@/db/client'
import { log } from '@/lib/log'
import type { Viewer } from './viewer-type'

/** What is to be done once a transaction is committed. */
export type AfterCommit = () => Promise<void>

/**
 * What other domains do when something happens to an account. This domain does not know them: `app/account-hooks.ts` names them
 * in one place, and `instrumentation.ts` registers them before the server answers.
 */
export type AccountHooks = {
  /** Sessions of a person end, in the transaction that ends them. Answers what to do after the commit. */
  sessionsEnded: (tx: Tx, userId: string, now: Date) => Promise<AfterCommit>
  /** A person logs out of this browser; their session still holds. */
  loggingOut: (viewer: Viewer, now: Date) => Promise<void>
  /** A person proved the address of their account, in the transaction that notes it. */
  emailVerified: (tx: Tx, userId: string) => Promise<unknown>
  /** A person blocks another, in the transaction that notes it. */
  personBlocked: (tx: Tx, blockerId: string, blockedId: string) => Promise<void>
  /** A person deletes their account, which is still there. */
  accountDeleting: (viewer: Viewer, now: Date) => Promise<void>
}

type Registered = { [Name in keyof AccountHooks]: readonly AccountHooks[Name][] }

/** One for all the module graphs of a Next process. */
const registry = globalThis as typeof globalThis & { __cafeAccountHooks?: Registered }

/** Registers all hooks, in place of those before. */
export function registerAccountHooks(hooks: Registered): void {
  registry.__cafeAccountHooks = hooks
}

/** The hooks of one kind, in the order in which they are to be called. */
export function accountHooks<Name extends keyof AccountHooks>(name: Name): Registered[Name] {
  const hooks = registry.__cafeAccountHooks
  // Only a server that started without its instrumentation, whose rooms would go on being heard by who logged out.
  if (!hooks && process.env.NODE_ENV === 'production') log.error('accounts.hooks-missing', { name })
  return hooks ? hooks[name] : []
}
