/** How an answer is set out: questions bold, bullets with an emoji, lines where the tutor broke them. Pure. */
import { fenceReader, indentOf } from './fence-reader'
import { maskInline } from './inline-mask'

const bulletEmoji = '🔹'

const emojiStart =
  /^(?:\p{RI}{2}|[0-9#*]\ufe0f?\u20e3|(?![0-9#*])\p{Emoji}[\ufe0f\p{EMod}]*(?:\u200d\p{Emoji}[\ufe0f\p{EMod}]*)*)/u
const quotes = /^(?: {0,3}> ?)*/
const listMarker = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]{1,4}(?=\S)/
/** An empty item, or one that begins with code. */
const oddMarker = /^[ \t]*(?:[-*+]|\d{1,9}[.)])(?:\s|$)/
const checkbox = /^\[[ xX]?\]?(?:[ \t]+|$)/
const rule = /^[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*$/
/** Headings, their underlines, HTML and definitions of links: they are no lines of a paragraph. */
const notProse = /^[ \t]*(?:#{1,6}(?:\s|$)|=+\s*$|-+\s*$|<[a-z/!?]|\[[^\]]*\]:)/i
/** Blanks stand in one place of it only: where two may share them, each is tried with each. */
const tableRule = /^[ \t]*(?:\|[ \t]*)?:?-+:?(?:[ \t]*\|[ \t]*:?-+:?)*[ \t]*(?:\|[ \t]*)?$/
const isQuestion = /[?？؟]$/

/** Stars that make words bold or italic and can be told from those that multiply. */
const boldPair = /\*\*(?=[^\s*])([^*]*[^\s*])\*\*(?!\*)/g
const italicPair = /(?<!\*)\*(?=[^\s*])[^*]*[^\s*]\*(?!\*)/g

/** What the line before has left to know. */
type Paragraph = { open: string; isFlowMath: boolean; isTable: boolean; listIndent: number; isAfterBlank: boolean }

const newParagraph = (): Paragraph => ({
  open: '',
  isFlowMath: false,
  isTable: false,
  listIndent: 0,
  isAfterBlank: true,
})

/** Has a tag begun that does not end? */
const endsInTag = (text: string) => /<[a-z/!?]/i.test(text.slice(text.lastIndexOf('>') + 1))

/** The words between their bold marks, without marks inside; null where they cannot be told for sure. */
function asBold(words: string, masked: string): string | null {
  const left = masked.replace(boldPair, '').replace(italicPair, '')
  const isClear = !/(?<!\s)\*|\*(?!\s|$)/.test(left) && !/\*{3}/.test(masked)
  const opened = masked.split('[').length
  if (!isClear || opened !== masked.split(']').length || endsInTag(masked)) return null
  let plain = ''
  let at = 0
  for (const { index, 0: pair } of masked.matchAll(boldPair)) {
    plain += words.slice(at, index) + words.slice(index + 2, index + pair.length - 2)
    at = index + pair.length
  }
  return `**${plain}${words.slice(at)}**`
}

function boldQuestion(words: string): string {
  const { masked } = maskInline(words, '')
  return isQuestion.test(masked) ? (asBold(words, masked) ?? words) : words
}

/** Does an item begin with something that is only itself at the beginning of it? */
const beginsBlock = (text: string) =>
  /^(?:[-*+>](?:\s|$)|\d{1,9}[.)](?:\s|$)|\s{4}|`{3}|~{3}|\$\$[^$]*$)/.test(text) ||
  notProse.test(text) ||
  rule.test(text)

/** A line of a paragraph or an item: the marks before its words, and the words. */
function formatLine(line: string): string {
  const quote = quotes.exec(line)?.[0] ?? ''
  const inQuote = line.slice(quote.length)
  const marker = listMarker.exec(inQuote)?.[0] ?? ''
  const content = inQuote.slice(marker.length)
  if (marker ? beginsBlock(content) : oddMarker.test(inQuote)) return line
  const box = marker ? (checkbox.exec(content)?.[0] ?? '') : ''
  const indent = marker ? '' : (/^[ \t]*/.exec(content)?.[0] ?? '')
  const text = content.slice(box.length + indent.length)
  const emoji = emojiStart.exec(text.replace(/^[*_~]+/, '')) ? (emojiStart.exec(text)?.[0] ?? '') : null
  const needsEmoji = /[-*+]/.test(marker) && !box && emoji === null && text.trim() !== ''
  const rest = text.slice(emoji?.length ?? 0)
  const words = rest.trim()
  const gap = rest.slice(0, rest.length - rest.trimStart().length)
  const tail = rest.slice(gap.length + words.length)
  const start = quote + marker + box + indent + (emoji ?? '') + gap
  return `${start}${needsEmoji ? `${bulletEmoji} ` : ''}${boldQuestion(words)}${tail}`
}

/** Is a line something that stays as it is? Notes what the next line has to know. */
function staysAsItIs(line: string, paragraph: Paragraph): boolean {
  const body = line.replace(quotes, '')
  const isBlank = body.trim() === ''
  const wasAfterBlank = paragraph.isAfterBlank
  paragraph.isAfterBlank = isBlank
  if (paragraph.isFlowMath) {
    if (/^\s*\${2,}\s*$/.test(body)) paragraph.isFlowMath = false
    return true
  }
  if (isBlank) {
    Object.assign(paragraph, { open: '', isTable: false })
    return true
  }
  if (isIndentedCode(body, paragraph, wasAfterBlank)) return true
  if (!paragraph.open && /^\s*\${2,}[^$]*$/.test(body) && !/[^\s$]/.test(body)) {
    paragraph.isFlowMath = true
    return true
  }
  const wasOpen = paragraph.open
  const { masked, open } = maskInline(body, wasOpen)
  paragraph.open = open
  if (tableRule.test(body) && masked.includes('|')) paragraph.isTable = true
  const isMarkup = paragraph.isTable || masked.includes('|') || notProse.test(body) || rule.test(body)
  return wasOpen !== '' || open !== '' || isMarkup
}

function isIndentedCode(body: string, paragraph: Paragraph, isAfterBlank: boolean): boolean {
  const indent = indentOf(body)
  if (indent < paragraph.listIndent) paragraph.listIndent = 0
  if (indent >= paragraph.listIndent + 4) return isAfterBlank || paragraph.listIndent === 0
  paragraph.listIndent = listMarker.exec(body)?.[0].length ?? paragraph.listIndent
  return false
}

/**
 * Makes questions bold, gives bullets an emoji and keeps line breaks: the seed's "Format Response". Code, maths, tables,
 * headings and addresses stay as they are. Formatting twice changes nothing more, and a line that has ended does not
 * change with what comes after it.
 */
export function formatReply(markdown: string): string {
  const read = fenceReader()
  const paragraph = newParagraph()
  const pieces = markdown.split(/(\r\n|\n)/)
  for (let at = 0; at < pieces.length; at += 2) {
    const line = pieces[at] ?? ''
    if (read(line) !== 'prose') {
      Object.assign(paragraph, newParagraph(), { listIndent: paragraph.listIndent })
      continue
    }
    if (staysAsItIs(line, paragraph)) continue
    const formatted = formatLine(line)
    const hasBreak = at + 1 >= pieces.length || /(?: {2}|\\)$/.test(formatted)
    pieces[at] = hasBreak ? formatted : `${formatted.trimEnd()}  `
  }
  return pieces.join('')
}
