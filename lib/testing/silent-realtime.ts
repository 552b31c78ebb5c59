/**
 * Stands in for `lib/realtime/publish` and `lib/realtime/presence` where nobody listens and everybody is gone:
 * `vi.mock('@/lib/realtime/publish', () => import('@/lib/testing/silent-realtime'))`.
 */
export const fitsInEvent = (): boolean => true
export const publish = async (): Promise<void> => {}
export const disconnectSessions = async (): Promise<void> => {}
export const listPresent = async (): Promise<Set<string>> => new Set()
export const listOccupied = async (): Promise<null> => null
