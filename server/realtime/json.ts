/**
 * JSON from outside. How deep it may nest is a number of ours: reading it costs no stack, but whatever walks it afterwards
 * does (writing it again above all), and how much there is depends on the engine and on who calls.
 */

/** Levels of arrays and objects within each other. Nobody needs many; the protocol's own messages have three. */
export const maxJsonDepth = 64

/** Thrown by {@link readJson}; the message is for whoever sent the text. */
export class JsonError extends Error {}

/**
 * The value of a JSON text.
 * @throws JsonError `is not JSON` or `is nested too deeply …`, to follow the name of what was read.
 */
export function readJson(text: string): unknown {
  if (isDeeperThan(text, maxJsonDepth)) throw new JsonError(`is nested too deeply (at most ${maxJsonDepth} levels)`)
  try {
    return JSON.parse(text)
  } catch {
    throw new JsonError('is not JSON')
  }
}

/** Does a text open more than `depth` arrays and objects within each other? Brackets inside strings open nothing. */
export function isDeeperThan(text: string, depth: number): boolean {
  let open = 0
  let isInString = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (isInString) {
      if (char === '\\') at++
      else if (char === '"') isInString = false
    } else if (char === '"') isInString = true
    else if (char === '[' || char === '{') {
      if (++open > depth) return true
    } else if (char === ']' || char === '}') open--
  }
  return false
}
