/** Brings the ways in which models write maths into the one that the parser knows. Pure. */
import { fenceReader } from '@/lib/tutor/fence-reader'

const special = /\\[([]|\\[\s\S]|`+|\${2,}/g
const flowFence = /^[ \t>]*\${2,}[ \t]*$/

/** Runs of one mark, each with its place, by mark and length: `` `` `` closes `` `` `` alone. */
type Runs = Map<string, number[]>

function runsIn(text: string): Runs {
  const runs: Runs = new Map()
  for (const { 0: run, index } of text.matchAll(/`+|\${2,}|\\[)\]]|\\[\s\S]/g)) {
    const places = runs.get(run)
    if (places) places.push(index)
    else runs.set(run, [index])
  }
  for (const places of runs.values()) places.reverse()
  return runs
}

/** Where what closes `opener` stands next. Each place is looked at once: places only grow. */
function closerAfter(opener: string, from: number, runs: Runs): number | null {
  const closer = opener === '\\(' ? '\\)' : opener === '\\[' ? '\\]' : opener
  const places = runs.get(closer) ?? []
  while ((places.at(-1) ?? from) < from) places.pop()
  return places.at(-1) ?? null
}

const longestRun = (text: string, mark: RegExp) =>
  (text.match(mark) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0)

/** The lines of a formula without the marks of the quote around them. */
const linesOf = (tex: string) =>
  tex
    .split('\n')
    .map((line, at) => (at === 0 ? line : line.replace(/^[ \t>]*/, '')).trimEnd())
    .filter((line) => line !== '')

const inOneLine = (tex: string) => linesOf(tex).join(' ').trim()

function inline(tex: string): string {
  const dollars = '$'.repeat(Math.max(2, longestRun(tex, /\$+/g) + 1))
  return `${dollars}${inOneLine(tex)}${dollars}`
}

/** A formula that is still being written, as code. */
function unfinished(tex: string): string {
  const source = inOneLine(tex)
  const ticks = '`'.repeat(longestRun(source, /`+/g) + 1)
  return source === '' ? '' : `${ticks} ${source} ${ticks}`
}

/**
 * What stands before a formula when it has its lines to itself, or null.
 * @param last where the formula before it ends: nothing before that is looked at again
 */
function ownLinePrefix(text: string, last: number, from: number, end: number): string | null {
  const between = text.slice(last, from)
  const lineEnd = between.lastIndexOf('\n')
  const before = between.slice(lineEnd + 1)
  const isAlone =
    (lineEnd >= 0 || last === 0) && /^[ \t>]*$/.test(before) && /^[ \t]*(?:\n|$)/.test(text.slice(end, end + 80))
  return isAlone ? before : null
}

function display(tex: string, prefix: string): string {
  const lines = tex.split('\n').map((line) => line.replace(/^[ \t>]*/, '').trimEnd())
  const dollars = '$'.repeat(Math.max(2, longestRun(tex, /\$+/g) + 1))
  return [dollars, ...lines.filter((line) => line !== ''), dollars].join(`\n${prefix}`)
}

/** @param isOpen more text may come to this paragraph */
function convertParagraph(text: string, isOpen: boolean): string {
  const runs = runsIn(text)
  const pattern = new RegExp(special)
  let converted = ''
  let at = 0
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const [opener] = found
    const inside = found.index + opener.length
    if (opener[0] === '\\' && opener !== '\\(' && opener !== '\\[') continue
    const close = closerAfter(opener, inside, runs)
    const isMath = opener[0] !== '`'
    if (close === null && isMath && isOpen)
      return converted + text.slice(at, found.index) + unfinished(text.slice(inside))
    if (close === null) {
      if (!isMath || opener[0] === '\\') continue
      // At the beginning of a line they would take all that follows for maths.
      converted += text.slice(at, found.index) + opener.replaceAll('$', '\\$')
      at = inside
      continue
    }
    const end = close + opener.length
    pattern.lastIndex = end
    const tex = text.slice(inside, close)
    if (!isMath || tex.trim() === '') continue
    const prefix = opener === '\\(' ? null : ownLinePrefix(text, at, found.index, end)
    converted += text.slice(at, found.index) + (prefix === null ? inline(tex) : display(tex, prefix))
    at = end
  }
  return converted + text.slice(at)
}

/** Does a formula in dollars begin or end in a line? */
const hasOddDollars = (line: string): boolean => (line.match(/\${2,}/g) ?? []).length % 2 === 1

/**
 * `\( \)` and `\[ \]` become `$$` forms, `$$x$$` on a line of its own becomes display maths. Code stays as it is, and so do
 * prices: nothing is done for a single `$`.
 * @param isOpen more text may come: a formula without an end is shown as code, not as text
 */
export function convertMath(block: string, isOpen: boolean): string {
  const read = fenceReader()
  const converted: string[] = []
  let paragraph: string[] = []
  let isFlow = false
  /** Has a formula in dollars begun that has not ended? Then dollars on a line of their own end it. */
  let hasOpenDollars = false
  const endParagraph = (isLast: boolean) => {
    if (paragraph.length > 0) converted.push(convertParagraph(paragraph.join('\n'), isOpen && isLast))
    paragraph = []
    hasOpenDollars = false
  }
  const lines = block.split('\n')
  for (const [number, line] of lines.entries()) {
    const isFlowFence = flowFence.test(line) && (isFlow || !hasOpenDollars)
    const isProse =
      !isFlow && !isFlowFence && read(line) === 'prose' && (line.trim() !== '' || number === lines.length - 1)
    if (isFlowFence) isFlow = !isFlow
    if (!isProse) endParagraph(false)
    if (isProse) paragraph.push(line)
    else converted.push(line)
    if (isProse && hasOddDollars(line)) hasOpenDollars = !hasOpenDollars
  }
  endParagraph(true)
  return converted.join('\n')
}
