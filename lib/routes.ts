/** Every address of the app, in one place. Pure: used by the server, the browser and the tests. */
const query = (values: Record<string, string | number | undefined>) => {
  const given = Object.entries(values).filter((entry): entry is [string, string | number] => entry[1] !== undefined)
  return given.length > 0 ? `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}` : ''
}

/** In the place of a conversation's id: the one that begins with the next question. */
export const newConversation = 'new'

export const routes = {
  landing: '/',
  signup: '/signup',
  login: (returnTo?: string) => `/login${query({ callbackUrl: returnTo })}`,
  /** The step between password and code. */
  secondFactor: (returnTo?: string) => `/login/code${query({ callbackUrl: returnTo })}`,
  checkEmail: '/check-email',
  emailVerified: '/verify-email/done',
  verifyEmail: (token: string) => `/verify-email/${token}`,
  resendVerification: '/resend-verification',
  forgotPassword: '/forgot-password',
  resetPassword: (token: string) => `/reset-password/${token}`,
  dashboard: '/dashboard',
  rooms: '/rooms',
  newRoom: '/rooms/new',
  /** The list of rooms with what is looked for; what is usual stays out of the address. */
  browseRooms: (wanted: { q?: string; subject?: string | undefined; seat?: boolean; sort?: string; page?: number }) =>
    `/rooms${query({
      q: wanted.q || undefined,
      subject: wanted.subject,
      seat: wanted.seat ? '1' : undefined,
      sort: wanted.sort === 'busy' ? undefined : wanted.sort,
      page: wanted.page === 1 ? undefined : wanted.page,
    })}`,
  room: (code: string) => `/rooms/${code}`,
  join: '/join',
  joinByCode: (code: string) => `/join/${code}`,
  profile: '/profile',
  editProfile: '/profile/edit',
  settings: '/settings',
  person: (username: string) => `/u/${username}`,
  avatar: (username: string, digest: string) => `/u/${username}/avatar/${digest}`,
  outbox: '/dev/outbox',
  study: '/study',
  /** Progress in a range of study days, both included; the last seven days when left out. */
  progress: (range?: { from: string; to: string }) => `/progress${query({ from: range?.from, to: range?.to })}`,
  leaderboard: (wanted: { board?: string; scope?: string } = {}) =>
    `/leaderboard${query({
      period: wanted.board === 'week' ? undefined : wanted.board,
      scope: wanted.scope === 'everyone' ? undefined : wanted.scope,
    })}`,
  goals: '/goals',
  achievements: '/achievements',
  partners: '/partners',
  /** The planner around a day; this week when left out. */
  planner: (wanted: { view?: string; day?: string } = {}) =>
    `/planner${query({ view: wanted.view === 'week' ? undefined : wanted.view, day: wanted.day })}`,
  /** The tutor, at one conversation or {@link newConversation}; the newest when left out. */
  tutor: (conversationId?: string) => `/tutor${query({ conversation: conversationId })}`,
  tutorCards: '/tutor/cards',
  /** The recall cards with what is looked for. */
  browseTutorCards: (wanted: { q?: string; page?: number }) =>
    `/tutor/cards${query({ q: wanted.q || undefined, page: wanted.page === 1 ? undefined : wanted.page })}`,
  calendarFeed: (secret: string) => `/api/calendar/${secret}`,
  serverTime: '/api/time',
  studyState: '/api/study',
  accountExport: (format: 'json' | 'csv') => `/api/account/export?format=${format}`,
  /** POST asks, GET answers what a page begins with. */
  askTutor: '/api/tutor',
  tutorOpening: (conversationId?: string) => `/api/tutor${query({ conversation: conversationId })}`,
  tutorConversations: (wanted: { q?: string; before?: string } = {}) =>
    `/api/tutor/conversations${query({ q: wanted.q || undefined, before: wanted.before })}`,
  tutorConversation: (id: string, before?: number) => `/api/tutor/conversations/${id}${query({ before })}`,
  tutorConversationExport: (id: string) => `/api/tutor/conversations/${id}/export`,
  /** What of an answer comes after its first `from` code units. */
  tutorAnswer: (id: string, from: number) => `/api/tutor/answers/${id}${query({ from })}`,
  stopTutorAnswer: (id: string) => `/api/tutor/answers/${id}/stop`,
  /** GET says whether there is something to recall, POST brings it. */
  recall: '/api/tutor/recall',
  recallCard: (id: string) => `/api/tutor/recall/${id}`,
  recallCardsExport: '/api/tutor/recall/export',
  realtimeAuth: '/api/realtime/auth',
  realtimeUser: '/api/realtime/user',
  realtimeOwnChannel: '/api/realtime/own-channel',
  roomMessages: (code: string) => `/api/rooms/${code}/messages`,
  message: (code: string, seq: number) => `/api/rooms/${code}/messages/${seq}`,
  roomAway: (code: string) => `/api/rooms/${code}/away`,
  roomCursor: (code: string) => `/api/rooms/${code}/cursor`,
  roomRead: (code: string) => `/api/rooms/${code}/read`,
  roomState: (code: string) => `/api/rooms/${code}/state`,
  roomQuiz: (code: string) => `/api/rooms/${code}/quiz`,
  roomQuizAnswer: (code: string) => `/api/rooms/${code}/quiz/answer`,
  roomTimer: (code: string) => `/api/rooms/${code}/timer`,
} as const

/**
 * An address to go back to after logging in, if it is one of ours; the fallback otherwise. Refuses what a browser
 * would take elsewhere: `//evil`, `/\evil`, schemes, and control characters that browsers strip before parsing.
 * Answers what was parsed and not what was written: `/.//evil` is `//evil` once its dots are resolved, and a header
 * carries ASCII only.
 */
export function safeReturnTo(wanted: unknown, fallback: string = routes.dashboard): string {
  if (typeof wanted !== 'string' || wanted.length > 500) return fallback
  if (!/^\/(?![/\\])/.test(wanted) || isHostile.test(wanted) || !URL.canParse(wanted, base)) return fallback
  const { origin, pathname, search, hash } = new URL(wanted, base)
  return origin === base && !pathname.startsWith('//') && isReadable(pathname) ? pathname + search + hash : fallback
}

const base = 'https://cafe.invalid'
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const isHostile = /[\u0000-\u001f\u007f\\]/

/** Can the escapes in this path be undone, and is there nothing in them that could not be written openly? */
function isReadable(pathname: string): boolean {
  try {
    return !isHostile.test(decodeURIComponent(pathname))
  } catch {
    // URIError is how escapes say that they are no text (`%ff`): such an address has no page.
    return false
  }
}
