import { eventFrame } from './protocol'
import type { Session } from './session'

/**
 * Who is signed in (Pusher docs: "User authentication"), on which connections, and who watches whom ("Watchlist events").
 * A user is online while at least one connection is signed in as them.
 */
export class Users {
  private readonly connections = new Map<string, Set<Session>>()
  private readonly watchers = new Map<string, Set<Session>>()
  private readonly watchlists = new Map<Session, readonly string[]>()

  connectionsOf(userId: string): ReadonlySet<Session> {
    return this.connections.get(userId) ?? noSessions
  }

  get size(): number {
    return this.connections.size
  }

  signIn(session: Session, userId: string, watchlist: readonly string[]): void {
    const wasOnline = this.connections.has(userId)
    addTo(this.connections, userId, session)
    if (!wasOnline) this.notifyWatchers(userId, 'online')
    this.watch(session, watchlist)
  }

  /** Forgets a connection that closed. */
  signOut(session: Session): void {
    for (const watched of this.watchlists.get(session) ?? []) removeFrom(this.watchers, watched, session)
    this.watchlists.delete(session)
    if (!session.user) return
    const { id } = session.user
    if (!removeFrom(this.connections, id, session)) return
    if (!this.connections.has(id)) this.notifyWatchers(id, 'offline')
  }

  private watch(session: Session, watchlist: readonly string[]): void {
    if (watchlist.length === 0) return
    this.watchlists.set(session, watchlist)
    for (const id of watchlist) addTo(this.watchers, id, session)
    const online = watchlist.filter((id) => this.connections.has(id))
    const offline = watchlist.filter((id) => !this.connections.has(id))
    const events = [
      { name: 'online', user_ids: online },
      { name: 'offline', user_ids: offline },
    ]
    session.send(watchlistFrame(events.filter((event) => event.user_ids.length > 0)))
  }

  private notifyWatchers(userId: string, name: 'online' | 'offline'): void {
    const watchers = this.watchers.get(userId)
    if (!watchers) return
    const frame = watchlistFrame([{ name, user_ids: [userId] }])
    for (const watcher of watchers) watcher.send(frame)
  }
}

const noSessions: ReadonlySet<Session> = new Set()

function watchlistFrame(events: { name: string; user_ids: string[] }[]): Buffer {
  return eventFrame({ event: 'pusher_internal:watchlist_events', data: JSON.stringify({ events }) })
}

function addTo(index: Map<string, Set<Session>>, key: string, session: Session): void {
  const present = index.get(key)
  if (present) present.add(session)
  else index.set(key, new Set([session]))
}

function removeFrom(index: Map<string, Set<Session>>, key: string, session: Session): boolean {
  const present = index.get(key)
  if (!present?.delete(session)) return false
  if (present.size === 0) index.delete(key)
  return true
}
