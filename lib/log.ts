/**
 * Structured log lines: one JSON object a line on standard output, with the request and the viewer it belongs to. Names that carry secrets are blanked wherever
 * they stand, so that a careless field does not leak one.
 */
import { messageWithoutValues, placesOf } from '@/db/error-text'
import { currentRequest } from './request-context'

/** What belongs to the event; the names of a line's own are taken. */
type Fields = Record<string, unknown> & {
  at?: never
  level?: never
  event?: never
  requestId?: never
  viewerId?: never
}

const levels = { debug: 10, info: 20, warn: 30, error: 40 } as const
type Level = keyof typeof levels

const secretName = /pass|secret|token|cookie|authorization|api_?key|hash|session_?id/i
const longest = 2_000

function threshold(): number {
  return levels[(process.env.LOG_LEVEL ?? 'info') as Level] ?? levels.info
}

function write(level: Level, event: string, fields: Fields = {}): void {
  if (levels[level] < threshold()) return
  const line = { at: new Date().toISOString(), level, event, ...currentRequest(), ...(clean(fields) as Fields) }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

/** A copy that is safe to print: no secrets, no endless text, errors as plain objects, three levels deep. */
function clean(value: unknown, name = '', depth = 0): unknown {
  if (secretName.test(name)) return '[secret]'
  if (typeof value === 'string') return value.length > longest ? `${value.slice(0, longest)}…` : value
  if (typeof value === 'bigint') return value.toString()
  if (value === null || typeof value !== 'object') return value
  if (value instanceof Date) return value.toISOString()
  if (isError(value)) return describeError(value, depth)
  if (depth >= 3) return '[…]'
  if (Array.isArray(value)) return value.slice(0, 20).map((item) => clean(item, '', depth + 1))
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(inner, key, depth + 1)]))
}

/** An Error, or what looks like one: those of another realm, such as a worker's, are no `Error` here. */
const isError = (value: object): value is Error =>
  value instanceof Error || ('message' in value && 'stack' in value && typeof value.message === 'string')

function describeError(error: Error, depth: number): Fields {
  const { code } = error as { code?: unknown }
  // The query of an address that failed may be signed.
  const message = messageWithoutValues(error.message, code).replace(/(\w:\/\/[^\s?]+)\?\S*/g, '$1?…')
  const places = placesOf(error).slice(0, 7)
  const cause = causeOf(error)
  return {
    name: error.name,
    message: clean(message),
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    stack: places.length > 0 ? places.join('\n') : undefined,
    cause: cause === undefined || depth >= 3 ? undefined : clean(cause, '', depth + 1),
  }
}

/** Pusher's library keeps what happened in `error`; of several tries to connect each one has an error of its own. */
function causeOf(error: Error): unknown {
  const { error: inner, errors } = error as { error?: unknown; errors?: unknown }
  if (error.cause !== undefined) return error.cause
  return inner instanceof Error ? inner : Array.isArray(errors) && errors.length > 0 ? errors[0] : undefined
}

/** The one way to say something in the server's log. `event` is a short fixed name; the rest goes into fields. */
export const log = {
  debug: (event: string, fields?: Fields) => write('debug', event, fields),
  info: (event: string, fields?: Fields) => write('info', event, fields),
  warn: (event: string, fields?: Fields) => write('warn', event, fields),
  error: (event: string, fields?: Fields) => write('error', event, fields),
}
