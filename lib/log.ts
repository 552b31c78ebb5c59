/**
 * Structured log lines: one JSON object a line on standard output. Names that carry secrets are blanked wherever
 * they stand, so that a careless field does not leak one.
 */
/** What belongs to the event; the names of a line's own three are taken. */
type Fields = Record<string, unknown> & { at?: never; level?: never; event?: never }

const levels = { debug: 10, info: 20, warn: 30, error: 40 } as const
type Level = keyof typeof levels

const secretName = /pass|secret|token|cookie|authorization|api_?key|hash|session_?id/i
const longest = 2_000

function threshold(): number {
  return levels[(process.env.LOG_LEVEL ?? 'info') as Level] ?? levels.info
}

function write(level: Level, event: string, fields: Fields = {}): void {
  if (levels[level] < threshold()) return
  const line = { at: new Date().toISOString(), level, event, ...(clean(fields) as Fields) }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

/** A copy that is safe to print: no secrets, no endless text, errors as plain objects, three levels deep. */
function clean(value: unknown, name = '', depth = 0): unknown {
  if (secretName.test(name)) return '[secret]'
  if (value instanceof Error) return describeError(value, depth)
  if (typeof value === 'string') return value.length > longest ? `${value.slice(0, longest)}…` : value
  if (typeof value === 'bigint') return value.toString()
  if (value === null || typeof value !== 'object') return value
  if (value instanceof Date) return value.toISOString()
  if (depth >= 3) return '[…]'
  if (Array.isArray(value)) return value.slice(0, 20).map((item) => clean(item, '', depth + 1))
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(inner, key, depth + 1)]))
}

/** Where the pusher library keeps the cause of a failed request. */
function innerError(error: Error): unknown {
  return 'error' in error && error.error instanceof Error ? error.error : undefined
}

function describeError(error: Error, depth: number): Fields {
  // Drizzle puts the parameters of a failed query into its message: they may be anything, so they stay out.
  const message = error.message.split('\nparams:')[0] ?? ''
  const inner = error.cause ?? innerError(error)
  const cause = inner === undefined || depth >= 3 ? undefined : clean(inner, '', depth + 1)
  const stack = error.stack?.split('\n').slice(1, 8).join('\n')
  // The system's own name for what failed, such as ECONNREFUSED.
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return { name: error.name, message: clean(message), code, stack, cause }
}

/** The one way to say something in the server's log. `event` is a short fixed name; the rest goes into fields. */
export const log = {
  debug: (event: string, fields?: Fields) => write('debug', event, fields),
  info: (event: string, fields?: Fields) => write('info', event, fields),
  warn: (event: string, fields?: Fields) => write('warn', event, fields),
  error: (event: string, fields?: Fields) => write('error', event, fields),
}
