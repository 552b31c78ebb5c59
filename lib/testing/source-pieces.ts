/** Takes source text apart into names, comments and what people read. Good enough for looking up words, not a parser. */

export type Piece = {
  place: 'names' | 'comments' | 'copy'
  text: string /** Of the first character, from 1. */
  line: number
}

/** The pieces of a source file or a Markdown document. Regular expressions are left out. */
export function piecesOf({ path, text }: { path: string; text: string }): Piece[] {
  const at = lineCounter(text)
  if (path.endsWith('.md')) return markdownPieces(text, at)
  return tokensOf(text).flatMap(({ kind, from, to }) => {
    const content = text.slice(from, to)
    if (kind === 'comment') return [{ place: 'comments' as const, text: content, line: at(from) }]
    if (kind === 'string') return stringPieces(content, at(from))
    if (kind === 'regex') return []
    return path.endsWith('.tsx')
      ? markupPieces(content, from, at)
      : [{ place: 'names' as const, text: content, line: at(from) }]
  })
}

/** Text with spaces, or a word that begins like a sentence, is for people; the rest names something. */
const placeOfString = (content: string) =>
  /\w\s+\w|^.[A-Z][a-z]+\W*$/.test(content) ? ('copy' as const) : ('names' as const)

/** A string, and apart from it the code in the holes of a template. */
function stringPieces(content: string, line: number): Piece[] {
  const hole = /\$\{[^}]*\}/g
  if (!content.startsWith('`')) return [{ place: placeOfString(content), text: content, line }]
  const rest = content.replace(hole, blank)
  const holes = content.replace(/[^\n]/g, ' ').split('')
  for (const match of content.matchAll(hole)) holes.splice(match.index, match[0].length, ...match[0].split(''))
  return [
    { place: placeOfString(rest), text: rest, line },
    { place: 'names', text: holes.join(''), line },
  ]
}

/** Prose, and code in backquotes and fences as names. */
function markdownPieces(text: string, at: (index: number) => number): Piece[] {
  const code = /```[\s\S]*?```|`[^`\n]+`/g
  const names = [...text.matchAll(code)].map((match) => ({
    place: 'names' as const,
    text: match[0],
    line: at(match.index),
  }))
  return [...names, { place: 'comments', text: text.replace(code, blank), line: 1 }]
}

/** What stands between tags is for people. A run with the signs of code in it is code. */
function markupPieces(code: string, from: number, at: (index: number) => number): Piece[] {
  const shown = /(?<=[^=\s]>|^>|})[^<>{}()=;]*[a-z][^<>{}()=;]*(?=<)|(?<=[^=\s]>|^>)[^<>{}()=;]*[a-z][^<>{}()=;]*(?={)/g
  const copy = [...code.matchAll(shown)].map((match) => ({
    place: 'copy' as const,
    text: match[0],
    line: at(from + match.index),
  }))
  return [{ place: 'names', text: code.replace(shown, blank), line: at(from) }, ...copy]
}

const blank = (text: string) => text.replace(/[^\n]/g, ' ')

/** Answers the line of an index, for indices asked in any order. */
function lineCounter(text: string): (index: number) => number {
  const starts = [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)]
  return (index) => {
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= index) low = middle
      else high = middle
    }
    return low + 1
  }
}

type Token = { kind: 'code' | 'comment' | 'string' | 'regex'; from: number; to: number }

const rules: [Token['kind'], RegExp][] = [
  ['comment', /\/\/[^\n]*|\/\*[\s\S]*?\*\//y],
  // An apostrophe in a sentence between tags has no partner on its line.
  ['string', /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`/y],
  ['regex', /\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y],
]

/** A slash begins a regular expression where a value is expected. */
const mayBeginRegex = (before: string) => /(?:[(,=:[!&|?{};+]|\breturn|=>)\s*$/.test(before)

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let index = 0
  let codeFrom = 0
  while (index < text.length) {
    const found = tokenAt(text, index)
    if (found) {
      if (codeFrom < index) tokens.push({ kind: 'code', from: codeFrom, to: index })
      tokens.push(found)
      index = codeFrom = found.to
    } else index++
  }
  if (codeFrom < text.length) tokens.push({ kind: 'code', from: codeFrom, to: text.length })
  return tokens
}

function tokenAt(text: string, index: number): Token | null {
  if (!`'"\`/`.includes(text[index] ?? '')) return null
  for (const [kind, rule] of rules) {
    rule.lastIndex = index
    const match = rule.exec(text)
    if (match && (kind !== 'regex' || mayBeginRegex(text.slice(Math.max(0, index - 20), index))))
      return { kind, from: index, to: rule.lastIndex }
  }
  return null
}
