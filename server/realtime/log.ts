/**
 * Structured log lines: one JSON object a line, so that an operator can filter without a parser of our own. The first
 * fields are those of the app's lines (`lib/log.ts`), which stand between them.
 */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'
type LogFields = Record<string, string | number | boolean | null | undefined>

export type Logger = {
  debug(event: string, fields?: LogFields): void
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
}

const levelRanks: Record<LogLevel, number> = { debug: 10, info: 20, warn: 30, error: 40, silent: 99 }

export function isLogLevel(text: string): text is LogLevel {
  return Object.hasOwn(levelRanks, text)
}

/** A logger that writes lines at or above `level`. What clients send goes in `fields`, where JSON escapes it. */
export function createLogger(
  level: LogLevel = 'info',
  write: (line: string) => void = (line) => void process.stdout.write(line),
): Logger {
  const at = (lineLevel: LogLevel) => (event: string, fields?: LogFields) => {
    if (levelRanks[lineLevel] < levelRanks[level]) return
    write(`${JSON.stringify({ at: new Date().toISOString(), level: lineLevel, event, ...fields })}\n`)
  }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

/** The text of anything that was thrown, and of what caused it, for a log line. */
export function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  const text = thrown.message || ('code' in thrown && String(thrown.code)) || thrown.name
  if (!(thrown.cause instanceof Error)) return text
  const cause = reasonOf(thrown.cause)
  return text.includes(cause) ? text : `${text}: ${cause}`
}
