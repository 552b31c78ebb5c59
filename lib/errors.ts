/** The closed list of what can go wrong for a person. Status, retry and wording derive from the code. */
const catalogue = {
  invalid: { status: 400, canRetry: false, message: 'Please check what you entered.' },
  unauthenticated: { status: 401, canRetry: false, message: 'Please log in first.' },
  unverified: { status: 403, canRetry: false, message: 'Please verify your email address first.' },
  /** Missing and forbidden look alike. */
  'not-found': { status: 404, canRetry: false, message: 'We could not find that.' },
  conflict: {
    status: 409,
    canRetry: false,
    message: 'Someone else changed this at the same time. Please check and try again.',
  },
  full: { status: 409, canRetry: true, message: 'Room full' },
  'too-large': { status: 413, canRetry: false, message: 'That is too long to send at once.' },
  expired: { status: 410, canRetry: false, message: 'This has expired.' },
  'too-many': { status: 429, canRetry: true, message: 'Too many tries in a short time. Please wait a little.' },
  unavailable: { status: 503, canRetry: true, message: 'This is not available right now. Please try again.' },
  internal: { status: 500, canRetry: true, message: 'Something broke on our side. Please try again.' },
} as const

export type ErrorCode = keyof typeof catalogue

/** Is this one of our codes? For values that crossed the network. */
export const isErrorCode = (value: unknown): value is ErrorCode => typeof value === 'string' && value in catalogue

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

  get canRetry(): boolean {
    return catalogue[this.code].canRetry
  }
}

/** What was thrown, as something a person may read. */
export function toAppError(thrown: unknown): AppError {
  return thrown instanceof AppError ? thrown : new AppError('internal', undefined, { cause: thrown })
}

/** An error beside one form field. */
export const fieldError = (field: string, message: string) =>
  new AppError('invalid', undefined, { fields: { [field]: message } })
