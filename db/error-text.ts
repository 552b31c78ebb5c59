/**
 * What may be said about an error of a query. Its parameters are what people typed, their addresses and secret links, and
 * they stand in more than one place: in drizzle's message, in the stack that repeats it, and in the details of PostgreSQL.
 */

/** The fields in which drizzle and the driver of PostgreSQL keep values, or text that quotes them. */
const valueFields = new Set(['query', 'params', 'parameters', 'args', 'detail', 'where', 'hint', 'internal_query'])

/** The message of an error without values. `code` is its SQLSTATE, if it has one. */
export function messageWithoutValues(message: string, code?: unknown): string {
  const [said = ''] = message.split('\nparams:')
  // Class 22: data that could not be read, which the message quotes.
  if (typeof code === 'string' && /^22\w{3}$/.test(code)) return (said.split(/["':]/)[0] ?? '').trimEnd()
  return said
}

/** The places in the code that a stack names, a line each. The message that stands before them is left out, whatever it says. */
export function placesOf({ message, stack }: { message: string; stack?: string | undefined }): string[] {
  if (!stack) return []
  const start = message === '' ? -1 : stack.indexOf(message)
  const rest = start < 0 ? stack : stack.slice(start + message.length)
  return rest
    .split('\n')
    .filter((line) => /^ {4}at .*(:\d+:\d+\)?|\(native\)|\(<anonymous>\)|\(index \d+\))$/.test(line))
}

/**
 * An error of a query, and what caused it, without values; any other error as it is. The driver's own is replaced by a copy
 * with its name, code and constraint, because it holds its parameters in fields that nothing can take away.
 */
export function withoutValues<Thrown>(thrown: Thrown, depth = 0): Thrown {
  if (!(thrown instanceof Error) || depth > 5) return thrown
  if (isOfDriver(thrown)) return copyOf(thrown)
  if (thrown.cause !== undefined) thrown.cause = withoutValues(thrown.cause, depth + 1)
  if ('params' in thrown) {
    const places = placesOf(thrown)
    thrown.message = messageWithoutValues(thrown.message)
    thrown.stack = [`${thrown.name}: ${thrown.message}`, ...places].join('\n')
    Reflect.deleteProperty(thrown, 'params')
  }
  return thrown
}

/** PostgreSQL's answers name how bad they are. */
const isOfDriver = (error: Error) => 'severity' in error || 'parameters' in error

function copyOf<Thrown extends Error>(error: Thrown): Thrown {
  const copy = new Error(messageWithoutValues(error.message, (error as { code?: unknown }).code))
  const told = Object.entries(error).filter(([name]) => !valueFields.has(name))
  Object.assign(copy, Object.fromEntries(told), { name: error.name, message: copy.message })
  copy.stack = [`${copy.name}: ${copy.message}`, ...placesOf(error)].join('\n')
  return copy as Thrown
}
