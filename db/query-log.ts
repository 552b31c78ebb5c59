import type { Logger } from 'drizzle-orm/logger'

/** Survives the several module graphs of one process, as the connection does. */
const held = globalThis as typeof globalThis & { __cafeQueryListener?: (query: string) => void }

/** Handed to both dialects. Nobody listens outside of tests. */
export const queryLog: Logger = { logQuery: (query) => held.__cafeQueryListener?.(query) }

/** Tells `listener` of each statement from now on; null: nobody. */
export function listenToQueries(listener: ((query: string) => void) | null): void {
  if (listener) held.__cafeQueryListener = listener
  else delete held.__cafeQueryListener
}
