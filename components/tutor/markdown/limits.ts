/** What is too much to be parsed while a person waits. Pure. */

const maxBlockLength = 20_000
/** Marks that each may begin something: what a parser does with them grows with their square. */
const maxMarks = 1_200
const maxDepth = 24
/** Longer than any word or address. */
const maxWordLength = 4_000

const deepQuote = new RegExp(`^[ \\t]*(?:(?:>|[-*+]|\\d{1,9}[.)])[ \\t]*){${maxDepth},}`, 'm')
const deepItem = new RegExp(`^(?:  |\\t){${maxDepth}}[ \\t]*(?:[-*+>]|\\d{1,9}[.)])`, 'm')
const hasLongWord = (block: string) => block.split(/\s+/).some((word) => word.length >= maxWordLength)

/** Is a block so long, so deep or so full of marks that it is shown as plain text instead? No answer of a tutor is. */
export function isTooMuch(block: string): boolean {
  if (block.length > maxBlockLength) return true
  if ((block.match(/[*_[\]<`|$&~]/g)?.length ?? 0) > maxMarks) return true
  return hasLongWord(block) || deepQuote.test(block) || deepItem.test(block)
}
