/** The one place of `server/` that writes to the terminal. */

/** A failure whose message is all a person needs: printed alone, without a stack. */
export class CliError extends Error {
  override readonly name = 'CliError'

  /** @param exitCode what the program ends with; 78 says that starting again would not help */
  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message)
  }
}

// A reader that went away (`npm start | head`) must not end the server.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

export function logError(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** Next says where it listens, whatever the network may reach. */
const meaningless = /^\s*- Network:\s/

/**
 * Passes on what a program says, line by line, with its name; lines that tell nothing are left out. A line of a log stays
 * one JSON object, with the name in it.
 */
export function prefixed(name: string): (line: string) => void {
  return (line) => {
    if (!line.trim() || meaningless.test(line)) return
    say(isLogLine(line) ? `{"program":${JSON.stringify(name)},${line.slice(1)}` : `[${name}] ${line}`)
  }
}

function isLogLine(line: string): boolean {
  if (!line.startsWith('{"')) return false
  try {
    return typeof JSON.parse(line) === 'object'
  } catch {
    return false
  }
}

/**
 * A line about what runs, in the format of the app's log, whose lines stand around it. `message` is the sentence for whoever
 * sits at the terminal.
 */
export function logLine(
  level: 'warn' | 'error',
  event: string,
  fields: { message: string } & Record<string, string | number>,
): void {
  logError(JSON.stringify({ at: new Date().toISOString(), level, event, ...fields }))
}

/** Seen only with LOG_LEVEL=debug. */
export function logDebug(line: string): void {
  if (process.env.LOG_LEVEL === 'debug') say(line)
}

/** What went wrong, for a person: the message itself, or the stack of something nobody foresaw. */
export function explain(error: unknown): string {
  if (error instanceof CliError) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** The code with which a program ends because of this. */
export function exitCodeOf(error: unknown): number {
  return error instanceof CliError ? error.exitCode : 1
}

/** The code of a system error, such as ENOSPC. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}
