/** The line with which the model begins each reply: read, and kept from the student. Pure. */
import type { Judgement } from './ladder'

/** Longer than any line we ask for. What has not ended by then is no such line, and is shown. */
const maxLine = 120

const pattern = /^\s*\[\[([^\]\n]*)\]\][ \t]*\n?\n?/

export const noJudgement: Judgement = { isNew: false, verdict: null }

function judgementOf(line: string): Judgement {
  const verdict = /try:\s*(right|partly|wrong)/i.exec(line)?.[1]?.toLowerCase()
  return { isNew: /question:\s*new/i.test(line), verdict: (verdict as Judgement['verdict']) ?? null }
}

/** Could more text still make a first line of ours out of this? */
const mayBecomeLine = (text: string): boolean =>
  text.length < maxLine && (text.trim().length < 2 ? '[['.startsWith(text.trim()) : /^\s*\[\[[^\n]*$/.test(text))

/** Takes a reply as it comes, in pieces of any length, and answers the words for the student. */
export function readJudgement(): {
  read: (text: string) => string
  /** At the end: what was held back. */
  end: () => string
  judgement: () => Judgement
} {
  let held: string | null = ''
  let judgement = noJudgement

  function read(text: string): string {
    if (held === null) return text
    held += text
    const found = pattern.exec(held)
    // A line that ends with the piece may have its line end in the next one, but not behind blanks without end.
    if (found && (found[0].endsWith('\n') || found[0].length < held.length || held.length >= maxLine)) {
      const [whole, line = ''] = found
      const rest = held.slice(whole.length)
      judgement = judgementOf(line)
      held = null
      return rest.replace(/^\n+/, '')
    }
    return found || mayBecomeLine(held) ? '' : end()
  }

  function end(): string {
    const found = held === null ? null : pattern.exec(held)
    if (found) judgement = judgementOf(found[1] ?? '')
    const text = (held ?? '').slice(found?.[0].length ?? 0)
    held = null
    return text
  }

  return { read, end, judgement: () => judgement }
}
