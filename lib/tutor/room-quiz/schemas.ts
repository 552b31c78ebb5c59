import { z } from 'zod'
import { roomCode } from '@/lib/rooms/schemas'
import { rowId } from '@/lib/text-schemas'
import { choicesPerQuestion, maxQuestions } from './rules'

export const answerQuizSchema = z.object({
  code: roomCode,
  quizId: rowId,
  questionIndex: z
    .number()
    .int()
    .min(0)
    .max(maxQuestions - 1),
  choice: z
    .number()
    .int()
    .min(0)
    .max(choicesPerQuestion - 1),
})
export type AnswerQuizInput = z.output<typeof answerQuizSchema>
