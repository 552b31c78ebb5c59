/** What can go wrong between the tutor and the provider of its model. Pure: the browser shows the sentences. */

type Kind = {
  /** What the student reads; ends where the way back (a button) begins. */
  message: string
  /** Asking the same again may help. */
  isRetryable: boolean
  /** The provider is at fault: a few of these in a row, and it is left in peace for a while. */
  isOutage: boolean
}

/** The closed list. Codes are stored with the answer they ended. */
const catalogue = {
  /** 401, 403, and a key that is said to be none. */
  key: {
    message: 'The tutor’s key was refused. Whoever runs this site has to look at it.',
    isRetryable: false,
    isOutage: false,
  },
  /** 404. */
  model: {
    message: 'The tutor’s model does not exist (any more). Whoever runs this site has to choose another.',
    isRetryable: false,
    isOutage: false,
  },
  /** 400. */
  request: {
    message: 'The tutor could not take this question. Try to put it in other words.',
    isRetryable: true,
    isOutage: false,
  },
  /** 429. */
  busy: {
    message: 'The tutor is asked a lot right now. Try again in a moment.',
    isRetryable: true,
    isOutage: true,
  },
  /** 5xx, and whatever no other code names. */
  provider: {
    message: 'The tutor’s provider has a problem right now. Try again in a moment.',
    isRetryable: true,
    isOutage: true,
  },
  network: { message: 'The tutor could not be reached. Try again.', isRetryable: true, isOutage: true },
  /** No first word in time. */
  timeout: { message: 'The tutor took too long to begin. Try again.', isRetryable: true, isOutage: true },
  /** Words came, and then no more. */
  silence: { message: 'The answer stopped in the middle. Try again.', isRetryable: true, isOutage: true },
  /** The stream ended without its end, or cannot be read. */
  broken: { message: 'The answer broke off. Try again.', isRetryable: true, isOutage: true },
  /** The process that wrote it is gone. */
  interrupted: { message: 'The answer was interrupted. Try again.', isRetryable: true, isOutage: false },
  /** Nothing but thoughts, or nothing at all. */
  empty: { message: 'The tutor said nothing. Try again.', isRetryable: true, isOutage: false },
  'blocked-question': {
    message: 'The tutor may not answer this. Try to put the question in other words.',
    isRetryable: false,
    isOutage: false,
  },
  'blocked-answer': {
    message: 'The answer was held back by the provider’s filters. Try to put the question in other words.',
    isRetryable: true,
    isOutage: false,
  },
  /** Words came, up to the cap. */
  length: { message: 'The answer was too long and ends here.', isRetryable: true, isOutage: false },
} as const satisfies Record<string, Kind>

export type FailureCode = keyof typeof catalogue

export const failureCodes = Object.keys(catalogue) as FailureCode[]

/** What is known of a code; of one that is not (any more) in the list, what is said of any problem. */
export const failureOfCode = (code: string): Kind =>
  Object.hasOwn(catalogue, code) ? catalogue[code as FailureCode] : catalogue.provider

/** The provider did not answer, or not as it should. */
export class TutorFailure extends Error {
  constructor(
    readonly code: FailureCode,
    details: {
      /** Seconds that the provider asks to wait. */
      retryAfterS?: number | undefined
      /** For the log. */
      cause?: unknown
    } = {},
  ) {
    super(catalogue[code].message, { cause: details.cause })
    this.name = 'TutorFailure'
    this.retryAfterS = details.retryAfterS
  }

  readonly retryAfterS: number | undefined
}
