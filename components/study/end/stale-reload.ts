import { minuteMs } from '@/lib/time'

/** A reload that the page did without being asked, for the session that waited. */
type OwnReload = { sessionId: string; atMs: number }

const key = 'study:reloaded'

/**
 * May the page load itself anew for this session? Once for each, and never twice within a minute: where a reload does not
 * help, the next one will not either.
 */
const mayReload = (sessionId: string, nowMs: number, last: OwnReload | null): boolean =>
  last === null || (last.sessionId !== sessionId && nowMs - last.atMs >= minuteMs)

/** Writes down, for this tab, that it is about to do so. False: it may not, or could not be kept from doing it again. */
export function claimReload(
  sessionId: string,
  nowMs: number,
  open: () => Pick<Storage, 'getItem' | 'setItem'>,
): boolean {
  try {
    const storage = open()
    if (!mayReload(sessionId, nowMs, parse(storage.getItem(key)))) return false
    storage.setItem(key, JSON.stringify({ sessionId, atMs: nowMs } satisfies OwnReload))
    return true
  } catch {
    // Storage is full or switched off.
    return false
  }
}

/** @throws on what is not ours: somebody else wrote there, and nothing is known about earlier reloads. */
function parse(stored: string | null): OwnReload | null {
  if (stored === null) return null
  const { sessionId, atMs } = JSON.parse(stored) as Partial<OwnReload>
  if (typeof sessionId !== 'string' || typeof atMs !== 'number') throw new Error('not a reload of ours')
  return { sessionId, atMs }
}
