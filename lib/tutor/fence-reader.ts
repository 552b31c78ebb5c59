/** Which lines of Markdown are code between fences. Pure. */

type Fence = { mark: string; length: number; listIndent: number; isQuoted: boolean }

const quotePattern = /^(?: {0,3}> ?)+/
const markerPattern = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*/
/** Marks are taken whole: with fewer of them the rest would be read once for each. */
const openPattern = /^(`{3,}(?!`)|~{3,}(?!~))(.*)$/

/** How far a line is indented, in columns. */
export const indentOf = (line: string): number => (/^[ \t]*/.exec(line)?.[0] ?? '').replaceAll('\t', '    ').length

function closes(body: string, { mark, length, listIndent }: Fence): boolean {
  if (indentOf(body) > listIndent + 3) return false
  const found = /^[ \t]*(`{3,}|~{3,})[ \t\r]*$/.exec(body)?.[1]
  return found?.[0] === mark && found.length >= length
}

function opens(rest: string, listIndent: number, isQuoted: boolean): Fence | null {
  const [, marks = '', info = ''] = openPattern.exec(rest) ?? []
  const mark = marks[0]
  // Backticks behind backticks make code within a line.
  if (!mark || (mark === '`' && info.includes('`'))) return null
  return { mark, length: marks.length, listIndent, isQuoted }
}

/** What a line has to do with fenced code. */
export type FenceLine = 'prose' | 'opening' | 'code' | 'closing'

/**
 * Reads line after line (without their ends) and says of each what it has to do with fenced code. Code in a list or a quote
 * ends where the list or the quote does.
 */
export function fenceReader(): (line: string) => FenceLine {
  let fence: Fence | null = null
  let listIndent = 0
  function read(line: string): FenceLine {
    // Within code that is not of a quote, its mark is a letter like others.
    const body = fence && !fence.isQuoted ? line : line.replace(quotePattern, '')
    const isQuoted = body.length < line.length
    const isBlank = body.trim() === ''
    const indent = indentOf(body)
    if (fence && ((fence.isQuoted && !isQuoted) || (!isBlank && indent < fence.listIndent))) {
      fence = null
      return read(line)
    }
    if (fence) {
      if (!closes(body, fence)) return 'code'
      fence = null
      return 'closing'
    }
    if (isBlank) return 'prose'
    if (indent < listIndent) listIndent = 0
    const isCode = indent > listIndent + 3
    const start = markerPattern.exec(body)?.[0] ?? ''
    if (!isCode && /\S/.test(start)) listIndent = start.length
    fence = isCode ? null : opens(body.slice(start.length).trimEnd(), listIndent, isQuoted)
    return fence ? 'opening' : 'prose'
  }
  return read
}
