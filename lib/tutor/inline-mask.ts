/** What in a line of Markdown is not its words: code, maths and addresses. Pure. */

/** What ends each of those that may go on over the end of a line. Backticks and dollars end with as many. */
const closerOf = (opener: string) => (opener === '\\(' ? '\\)' : opener === '\\[' ? '\\]' : opener)

const special = /\\[([]|\\[\s\S]|`+|\${2,}|\]\(|<[a-z][a-z+.-]*:[^\s<>]*>|(?:https?:\/\/|www\.|mailto:)\S+/gi

/** The address of a link, with its title. */
const address = /\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s[^)]*)?\)/y

const isOpener = (text: string) => /^(?:\\[([]|`+|\${2,})$/.test(text)

/** Where the address ends that begins at `from`; -1 when it has no end, which is not looked for behind the last bracket. */
function addressEnd(line: string, from: number, lastBracket: number): number {
  address.lastIndex = from
  return from < lastBracket && address.test(line) ? address.lastIndex : -1
}

/** Where `closer` stands, from `from` on; of backticks and dollars exactly as many. -1 when nowhere. */
function closerAt(line: string, closer: string, from: number): number {
  const mark = closer[0] ?? ''
  if (mark === '\\') return line.indexOf(closer, from)
  for (let at = line.indexOf(closer, from); at >= 0; at = line.indexOf(closer, at)) {
    let end = at
    while (line[end] === mark) end++
    if (end - at === closer.length) return at
    at = end
  }
  return -1
}

/**
 * The line with `x` for every character that is not of its words.
 * @param open what began on a line before and has not ended, as written; empty when nothing did
 * @returns the masked line, as long as the line, and what has not ended at its end
 */
export function maskInline(line: string, open: string): { masked: string; open: string } {
  let masked = ''
  const skipTo = (end: number) => {
    masked += 'x'.repeat(end - masked.length)
  }
  let from = 0
  if (open) {
    const at = closerAt(line, closerOf(open), 0)
    if (at < 0) return { masked: 'x'.repeat(line.length), open }
    from = at + open.length
    skipTo(from)
  }
  const pattern = new RegExp(special)
  const lastBracket = line.lastIndexOf(')')
  pattern.lastIndex = from
  for (let found = pattern.exec(line); found; found = pattern.exec(line)) {
    const [text] = found
    const isAddress = text === ']('
    let end = isAddress ? addressEnd(line, found.index, lastBracket) : found.index + text.length
    if (end < 0) continue
    masked += line.slice(masked.length, found.index)
    if (isOpener(text)) {
      const at = closerAt(line, closerOf(text), end)
      if (at < 0) return { masked: masked.padEnd(line.length, 'x'), open: text }
      end = at + text.length
    } else if (isAddress) masked += ']'
    skipTo(end)
    pattern.lastIndex = end
  }
  return { masked: masked + line.slice(masked.length), open: '' }
}
