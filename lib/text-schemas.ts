/** How text and numbers from outside are read: every form, address and body is made of these. */
import { z } from 'zod'
import { cleanIdentifier, cleanLine, cleanText, fitsIn, hasInk, visibleCharacters } from './text'

/** The largest whole number a column of ours holds: four bytes, with a sign. */
export const maxInteger = 2_147_483_647

/** How long, in characters as people see them; `empty` is what to say when nothing visible was given. */
type Bounds = { max: number; tooLong?: string; min?: number; tooShort?: string; empty?: string }

/** Text that `clean` brings into the form in which it is stored. Its length is counted in that form. */
export function text(clean: (text: string) => string, bounds: Bounds) {
  return z
    .string(bounds.empty)
    .transform((typed) => {
      const cleaned = clean(typed)
      // Words of which nothing can be seen are none.
      return hasInk(cleaned) ? cleaned : ''
    })
    .superRefine((words, check) => {
      const message = problemOf(words, bounds)
      if (message !== null) check.addIssue({ code: 'custom', message })
    })
}

/** Too long first: nothing that is longer is looked at more closely. */
function problemOf(words: string, { max, min = 0, empty, ...sentences }: Bounds): string | null {
  if (empty !== undefined && words === '') return empty
  if (!fitsIn(words, max)) return sentences.tooLong ?? `At most ${max} characters, please.`
  return min > 0 && visibleCharacters(words) < min
    ? (sentences.tooShort ?? `At least ${min} characters, please.`)
    : null
}

/** A name or anything else that stands in one line. Give `empty` when there must be something to be seen. */
export const line = (bounds: Bounds) => text(cleanLine, bounds)

/** Text of several lines; a line end is one character, whatever a browser sends. */
export const paragraphs = (bounds: Bounds) => text(cleanText, bounds)

/**
 * Words to look for. What is too long is cut, never dropped, and a parameter given twice counts once: a search that is
 * not understood must not show everything.
 */
export const searchText = (max: number) =>
  z.preprocess(
    (given) => (Array.isArray(given) ? given[0] : given),
    z
      .string()
      .transform((typed) => [...cleanLine(typed)].slice(0, max).join('').trim())
      .transform((words) => (hasInk(words) ? words : ''))
      .catch('')
      .default(''),
  )

/** An address, code or secret as typed or pasted, before it is looked at. */
export const identifier = (message: string, max: number, tooLong: string) =>
  z.string(message).transform(cleanIdentifier).pipe(z.string().min(1, message).max(max, tooLong))

/** The id of a row, as `newId` and browsers make them. */
export const rowId = z.uuid('That is not an id.')

/** A whole number from an address or a form, within what the database can hold. */
export const wholeNumber = ({ min = 0, max = maxInteger } = {}) => z.coerce.number().int().min(min).max(max)

/** The realtime connection a change comes from: it needs no event of its own doing. */
export const socketId = z
  .string()
  .max(64)
  .regex(/^\d+\.\d+$/)
  .optional()
