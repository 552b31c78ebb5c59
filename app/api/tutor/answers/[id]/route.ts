import { apiRoute } from '@/lib/api'
import { readAnswer } from '@/lib/tutor/answers/follow-answer'
import { readAnswerSchema } from '@/lib/tutor/schemas'

/** An answer for a page that asks again and again: `?from=` is how much of it the page has. */
export const GET = apiRoute(
  { name: 'tutor.readAnswer', access: 'viewer', input: readAnswerSchema },
  (wanted, { viewer, now }) => readAnswer(viewer, wanted, now),
)
