/** Where an answer can be cut, so that a piece that has ended need not be parsed again. Pure. */
import { fenceReader, indentOf } from '@/lib/tutor/fence-reader'

/** An item, also one whose mark is just being written: a number at the end of what has come so far may become one. */
const itemPattern = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)|^ {0,3}\d{1,9}$/
const fencePattern = /^ {0,3}(?:`{3,}|~{3,})/
const headingPattern = /^#{1,6}[ \t]/
const mathFence = /^[ \t]*\${2,}[ \t]*$/

type Reader = {
  isInList: boolean
  /** How far the words of the item at hand are indented, in columns. */
  itemIndent: number
  isInMath: boolean
  /** A formula that began within a line: dollars on a line of their own end it. */
  hasOpenDollars: boolean
  /** Code between fences of this block, not of a quote or an item in it. */
  isInCode: boolean
  isAfterBlank: boolean
  /** Whatever comes next does not belong to this block. */
  hasEnded: boolean
}

const newReader = (): Reader => ({
  isInList: false,
  itemIndent: 0,
  isInMath: false,
  hasOpenDollars: false,
  isInCode: false,
  isAfterBlank: false,
  hasEnded: false,
})

const isInItem = (line: string, reader: Reader): boolean => reader.isInList && indentOf(line) >= reader.itemIndent

/** Does a line that is not blank, and not within code or maths, begin a new block? */
function beginsBlock(line: string, reader: Reader): boolean {
  if (reader.hasEnded) return true
  if (headingPattern.test(line) && !isInItem(line, reader)) return true
  if (!reader.isAfterBlank || /^[ \t]/.test(line)) return false
  return !(reader.isInList && itemPattern.test(line))
}

/** Notes what the next line has to know of one that is neither code nor maths. */
function noteLine(line: string, reader: Reader): void {
  reader.isAfterBlank = line.trim() === ''
  const runs = line.match(/\${2,}/g)?.length ?? 0
  if (mathFence.test(line) && !reader.hasOpenDollars) reader.isInMath = true
  else if (reader.isAfterBlank) reader.hasOpenDollars = false
  else if (runs % 2 === 1) reader.hasOpenDollars = !reader.hasOpenDollars
  if (headingPattern.test(line)) reader.hasEnded = true
  if (!itemPattern.test(line) || isInItem(line, reader)) return
  reader.isInList = true
  reader.itemIndent = /^ *(?:[-*+]|\d{1,9}[.)])?[ \t]*/.exec(line)?.[0].length ?? 0
}

/** Where the blocks begin that follow the first one, as line numbers from 0. */
function* startsOf(lines: readonly string[]): Generator<number> {
  const read = fenceReader()
  let reader = newReader()
  for (const [number, line] of lines.entries()) {
    if (reader.isInMath) {
      reader.isInMath = !mathFence.test(line)
      continue
    }
    const kind = read(line)
    const isInCode = kind === 'code' || kind === 'closing'
    // A fence that is being written may still become code within a line.
    const hasCome = number < lines.length - 1
    const opensCode = hasCome && kind === 'opening' && fencePattern.test(line) && !isInItem(line, reader)
    if (!isInCode && line.trim() !== '' && (opensCode || beginsBlock(line, reader))) {
      yield number
      reader = { ...newReader(), isInCode: opensCode }
    }
    if (isInCode) Object.assign(reader, { isAfterBlank: false, hasEnded: reader.isInCode && kind === 'closing' })
    else noteLine(line, reader)
  }
}

/**
 * Cuts Markdown into its top-level blocks; joined they are the text again. What belongs together (a list, a table, a quote,
 * code, display maths) stays in one. A block that has ended stays the same when more text comes.
 */
export function splitBlocks(markdown: string): string[] {
  const lines = markdown.split('\n')
  const blocks: string[] = []
  let from = 0
  for (const start of startsOf(lines.map((line) => line.replace(/\r$/, '')))) {
    if (start > from) blocks.push(`${lines.slice(from, start).join('\n')}\n`)
    from = start
  }
  const last = lines.slice(from).join('\n')
  return last === '' ? blocks : [...blocks, last]
}
