/**
 * What the log may say about Gemini: names and numbers. Its sentences quote what was sent, a student's words or the key, and
 * so do the messages of errors that come of reading them.
 */

/** One of the API's names, known or to come; `unknown` when it may as well be text. */
export const loggableName = (name: string): string => (/^[A-Z_]{1,40}$/.test(name) ? name : 'unknown')

/** What kind of error it is, and of what cause, by names and codes of the runtime: "TypeError, Error ECONNREFUSED". */
export function loggable(error: unknown): Error {
  const cause = error instanceof Error ? error.cause : undefined
  return new Error([error, cause].filter(isError).map(kindOf).join(', ') || 'unknown')
}

const isError = (value: unknown): value is Error & { code?: unknown } => value instanceof Error

const kindOf = ({ name, code }: Error & { code?: unknown }): string =>
  [name, code].filter((word) => typeof word === 'string' && /^\w{1,60}$/.test(word)).join(' ')
