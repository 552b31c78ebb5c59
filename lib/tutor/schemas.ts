/** What comes in: questions, names, searches. */
import { z } from 'zod'
import { formatNumber } from '@/lib/format'
import { line, paragraphs, rowId, searchText, wholeNumber } from '@/lib/text-schemas'
import { tutorLimits } from './rules'

const emptyMessage = 'Enter a message'

const tooLong = `A question has at most ${formatNumber(tutorLimits.message)} characters.`

/**
 * Characters are what people see, and one may hold many code units (marks upon marks): what goes to the provider is counted in
 * those as well. Four a character are more than any script needs.
 */
const isWithin = (max: number) => (text: string) => text.length <= 4 * max

const message = paragraphs({ max: tutorLimits.message, empty: emptyMessage, tooLong }).refine(
  isWithin(tutorLimits.message),
  tooLong,
)
const attemptTooLong = `What you tried has at most ${formatNumber(tutorLimits.attempt)} characters here.`
const attempt = paragraphs({ max: tutorLimits.attempt, tooLong: attemptTooLong })
  .refine(isWithin(tutorLimits.attempt), attemptTooLong)
  .default('')

/** Made by the browser for each question, so that a repeat is recognised; a script may leave it out. */
const clientId = rowId.optional()
const taskId = rowId.nullish()

/** A question. */
export const askSchema = z.object({
  conversationId: rowId.optional(),
  clientId,
  message,
  attempt,
  taskId,
  intent: z.enum(['ask', 'hint', 'tell', 'more']).default('ask'),
})
/** A question in other words: what came after it goes. */
export const editSchema = z.object({ conversationId: rowId, edit: rowId, clientId, message, attempt, taskId })
/** Another answer to the newest question. */
export const regenerateSchema = z.object({ conversationId: rowId, regenerate: rowId, clientId })

export type AskInput = z.output<typeof askSchema>
export type EditInput = z.output<typeof editSchema>
export type RegenerateInput = z.output<typeof regenerateSchema>
export type AskTutorInput = AskInput | EditInput | RegenerateInput

export const openingSchema = z.object({ conversation: rowId.optional().catch(undefined) })
export const conversationSchema = z.object({ id: rowId })
export const readConversationSchema = z.object({ id: rowId, before: wholeNumber({ min: 1 }).optional() })
export const readAnswerSchema = z.object({ id: rowId, from: wholeNumber().default(0) })
export const listConversationsSchema = z.object({
  q: searchText(tutorLimits.search),
  before: z.iso.datetime().optional().catch(undefined),
})
export const renameConversationSchema = z.object({
  id: rowId,
  title: line({
    max: tutorLimits.title,
    empty: 'Give it a name.',
    tooLong: `A name has at most ${tutorLimits.title} characters.`,
  }),
})
