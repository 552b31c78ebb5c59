/** Letters as people count them: a flag, a family emoji, an accent on its letter are one each. Pure. */

/** A text of `max` letters may have so many UTF-16 units; only a pile of marks, or of families, has more. */
const unitsIn = (max: number) => max * 4 + 40

/** Where `Intl.Segmenter` is missing (Firefox before 125): the rules for emoji, flags, marks and Hangul, roughly. */
const roughly =
  /\p{RI}{2}|\r\n|[\u1100-\u115f\ua960-\ua97c]*[\u1160-\u11ff\ud7b0-\ud7ff]+|(?:\p{Extended_Pictographic}|[\s\S])(?:\p{M}|\p{EMod}|\ufe0f|[\u{e0020}-\u{e007f}]|\u200d(?:\p{Extended_Pictographic}|$)?|[\u1160-\u11ff])*/gu

/** The first letters of a text, at most `max`. Reads no further than it must. */
export function graphemesOf(text: string, max: number): string[] {
  const letters: string[] = []
  for (const { segment } of segmentsOf(text)) {
    if (letters.length === max) break
    letters.push(segment)
  }
  return letters
}

/** The letters of a text in their order, each with where it begins. */
export function* segmentsOf(text: string): Generator<{ index: number; segment: string }> {
  if (typeof Intl.Segmenter === 'function') yield* segmenter().segment(text)
  else for (const found of text.matchAll(roughly)) yield { index: found.index, segment: found[0] }
}

/** Made once: making one costs more than splitting a message. */
let made: Intl.Segmenter | undefined
function segmenter(): Intl.Segmenter {
  made ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  return made
}

/** The text, or its beginning with an ellipsis: at most `max` letters, none of them cut in two. */
export function shorten(text: string, max: number): string {
  const maxUnits = unitsIn(max)
  if (text.length <= max) return text
  const letters = graphemesOf(text, max + 1)
  if (letters.length <= max && text.length <= maxUnits) return text
  let short = ''
  for (const letter of letters.slice(0, max - 1)) {
    if (short.length + letter.length >= maxUnits) break
    short += letter
  }
  return `${short}…`
}
