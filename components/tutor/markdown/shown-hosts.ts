/** What a reader takes for hosts and email addresses, found in one pass over words of any length. Pure. */

const between = /[\s/:()[\]<>]+/
const dot = /[.。．｡]/
/** Letters, with dots among them. It ends where no more fit, so that no letter is read from two beginnings. */
const dotted = /[\p{L}\p{M}\p{N}-]+(?:[.。．｡][\p{L}\p{M}\p{N}-]+)*/gu
const dottedStart = new RegExp(`^${dotted.source}`, 'u')
const domain = /^[\p{L}\p{M}]{2,}/u

/** The host that dotted letters begin with: up to the last part that begins like a top-level domain. None without a dot. */
function hostOf(letters: string): string | null {
  const labels = letters.split(dot)
  const last = labels.findLastIndex((label, at) => at > 0 && domain.test(label))
  if (last < 0) return null
  const start = labels.slice(0, last).reduce((length, label) => length + label.length + 1, 0)
  return letters.slice(0, start) + (domain.exec(labels[last] ?? '')?.[0] ?? '')
}

const hostsAlone = (text: string): string[] => (text.match(dotted) ?? []).flatMap((letters) => hostOf(letters) ?? [])

/** Hosts and email addresses in what has neither blanks nor slashes. */
function hostsInWord(word: string): string[] {
  const [first = '', ...more] = word.split('@')
  const hosts: string[] = []
  let left = first
  for (const part of more) {
    const host = left === '' ? null : hostOf(dottedStart.exec(part)?.[0] ?? '')
    hosts.push(...(host === null ? hostsAlone(left) : [`${left}@${host}`]))
    left = part.slice(host?.length ?? 0)
  }
  return [...hosts, ...hostsAlone(left)]
}

/** All hosts and email addresses in words, in their order and as they are written. */
export const hostsIn = (words: string): string[] => words.split(between).flatMap(hostsInWord)
