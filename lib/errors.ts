/** The closed list of what can go wrong for a person. Status and wording derive from the code. */
const catalogue = {
  invalid: { status: 400, message: 'Please check what you entered.' },
  unauthenticated: { status: 401, message: 'Please log in first.' },
  unverified: { status: 403, message: 'Please verify your email address first.' },
  /** Missing and forbidden look alike. */
  'not-found': { status: 404, message: 'We could not find that.' },
  conflict: { status: 409, message: 'Someone else changed this at the same time. Please check and try again.' },
  full: { status: 409, message: 'Room full' },
  'too-large': { status: 413, message: 'That is too long to send at once.' },
  expired: { status: 410, message: 'This has expired.' },
  'too-many': { status: 429, message: 'Too many tries in a short time. Please wait a little.' },
  unavailable: { status: 503, message: 'This is not available right now. Please try again.' },
  /** Whoever runs this site has not set it up, or not rightly; asking again does not help. */
  'not-configured': { status: 503, message: 'This is not set up here.' },
  internal: { status: 500, message: 'Something broke on our side. Please try again.' },
} as const

export type ErrorCode = keyof typeof catalogue

type Details = {
  /** Messages by form field, shown beside it. */
  fields?: Record<string, string>
  /** How long to wait before a retry, in seconds. */
  retryAfterS?: number
  /** What happened underneath: for the log, never for the person. */
  cause?: unknown
}

/** An error a person may read. Everything else that is thrown reaches them as `internal`. */
export class AppError extends Error {
  readonly fields: Record<string, string> | undefined
  readonly retryAfterS: number | undefined

  constructor(
    readonly code: ErrorCode,
    /** One friendly sentence; the code's own when left out. */
    userMessage?: string,
    details: Details = {},
  ) {
    super(userMessage ?? catalogue[code].message, { cause: details.cause })
    this.name = 'AppError'
    this.fields = details.fields
    this.retryAfterS = details.retryAfterS
  }

  get status(): number {
    return catalogue[this.code].status
  }
}

/** What was thrown, as something a person may read. */
export function toAppError(thrown: unknown): AppError {
  return thrown instanceof AppError ? thrown : new AppError('internal', undefined, { cause: thrown })
}

/** An error beside one form field. */
export const fieldError = (field: string, message: string) =>
  new AppError('invalid', undefined, { fields: { [field]: message } })
