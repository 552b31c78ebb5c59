/** Words as people type and paste them: what is kept of them, what can be seen of them, how long they are. Pure. */
import { segmentsOf } from './graphemes'

/**
 * What no text of ours holds: control characters, overrides of the direction (they hide or reorder what others read),
 * code points that are no characters, and halves of surrogate pairs. PostgreSQL refuses some of these, and a page
 * shows none.
 */
const unkept = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u202a-\u202e\u2066-\u2069]/gu

/** Takes up no ink, though it may matter to what stands beside it: emoji and some scripts need joiners. */
const inkless =
  /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Cs}\p{Z}\p{M}\p{Noncharacter_Code_Point}\u2800\u{1d159}]/gu

/** Text of several lines as it is stored: line ends unified, what cannot be shown out, outer blank space off. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(unkept, (c) => (c === '\n' || c === '\t' ? c : ''))
    .trim()
}

/** The same for words that stand in one line, such as a name. */
export const cleanLine = (text: string): string => cleanText(text).replace(/\s+/g, ' ')

/**
 * What is typed or pasted to be looked up (an address, a code, a secret) and never shown as words: one form of each
 * letter, no blanks, nothing invisible.
 */
export const cleanIdentifier = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u2800]/gu, '')

/** Any dash, hyphen or minus: how people and word processors divide codes. */
export const dropDashes = (text: string): string => text.replace(/[\p{Pd}\u2212]/gu, '')

/** A part of an address as it was meant; one that is wrongly encoded as it stands. */
export function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    // URIError is how the platform says "wrongly encoded".
    return part
  }
}

/** Is there anything to be seen? Blanks, joiners, fillers and marks without a letter are nothing. */
export const hasInk = (text: string): boolean => text.replace(inkless, '') !== ''

/** Code units a character may take on average: the longest emoji (a family, a flag of a region) take fifteen. */
const maxUnitsPerCharacter = 16

/**
 * How many characters people see in a text: an emoji, a flag, a letter with its marks is one. A pile of marks counts for
 * what it weighs, so that a limit in characters is a limit in bytes as well. Server and browser count alike.
 */
export function countCharacters(text: string): number {
  const bulk = Math.ceil(text.length / maxUnitsPerCharacter)
  let characters = 0
  for (const _ of charactersOf(text)) characters++
  return Math.max(bulk, characters)
}

/** The same without what cannot be seen: three joiners do not make a name of three letters. */
export function visibleCharacters(text: string): number {
  let characters = 0
  for (const { segment } of charactersOf(text)) if (hasInk(segment)) characters++
  return characters
}

/** Is a text at most so many characters long? Cheap for short and for very long ones. */
export const fitsIn = (text: string, max: number): boolean =>
  text.length <= max || (text.length <= max * maxUnitsPerCharacter && countCharacters(text) <= max)

/** The segmenter takes time with the square of the length: it is given pieces of so many code units. */
const pieceUnits = 256

/** The characters of a text as people see them, in their order. One that is longer than a piece comes in parts. */
function* charactersOf(text: string): Generator<{ index: number; segment: string }> {
  for (let at = 0; at < text.length; ) {
    const found = [...segmentsOf(text.slice(at, at + pieceUnits))]
    // The last one may go on in the next piece.
    if (found.length > 1 && at + pieceUnits < text.length) found.pop()
    for (const { index, segment } of found) yield { index: at + index, segment }
    const last = found.at(-1)
    at += last ? last.index + last.segment.length : pieceUnits
  }
}
