import type { Hub } from './hub'
import { readJson } from './json'
import { closeCodes, eventFrame, field, textField } from './protocol'
import type { Session, SignedInUser } from './session'
import { isUserAuth } from './signature'

type UserData = SignedInUser & {
  watchlist: string[]
}

/**
 * `pusher:signin` (protocol section "Connection events"). "It fails if the connection is already associated with a
 * different user id"; signing in again as the same user succeeds.
 */
export function signIn(hub: Hub, session: Session, data: unknown) {
  const userData = textField(data, 'user_data')
  const auth = textField(data, 'auth')
  if (userData === undefined || auth === undefined) return session.fail('A sign-in needs auth and user_data')
  if (!isUserAuth(hub.app, auth, session.id, userData)) {
    return session.fail('Invalid signature: the sign-in was not authorized', closeCodes.unauthorized)
  }
  const user = parseUserData(userData, hub.limits.userIdChars)
  if (!user) return session.fail('user_data must contain an id that is a text', closeCodes.unauthorized)
  if (session.user && session.user.id !== user.id) {
    return session.fail('The connection is already signed in as another user', closeCodes.unauthorized)
  }
  succeed(hub, session, user, userData)
}

function succeed(hub: Hub, session: Session, user: UserData, userData: string): void {
  const isAgain = session.user !== null
  session.user = { id: user.id, info: user.info }
  session.isUsed = true
  session.send(eventFrame({ event: 'pusher:signin_success', data: { user_data: userData } }))
  if (isAgain) return
  const watchlist = user.watchlist.slice(0, hub.limits.watchlistUsers)
  hub.users.signIn(session, user.id, watchlist)
  if (watchlist.length === user.watchlist.length) return
  const text = `Watchlist limit exceeded: only the first ${watchlist.length} user ids are accepted`
  session.fail(text, closeCodes.watchlistTooLong)
}

function parseUserData(text: string, maxIdChars: number): UserData | null {
  let value: unknown
  try {
    value = readJson(text)
  } catch {
    return null
  }
  const id = textField(value, 'id')
  if (id === undefined || id === '' || id.length > maxIdChars) return null
  const listed = field(value, 'watchlist')
  const watchlist = Array.isArray(listed) ? listed.filter((entry) => typeof entry === 'string') : []
  return { id, info: field(value, 'user_info'), watchlist: [...new Set(watchlist)] }
}
