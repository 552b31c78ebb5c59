import { apiRoute } from '@/lib/api'
import { stopAnswer } from '@/lib/tutor/answers/answer-row'
import { conversationSchema as input } from '@/lib/tutor/schemas'

/** Ends an answer under way; what has come of it stays. */
export const POST = apiRoute({ name: 'tutor.stopAnswer', access: 'viewer', input }, (wanted, { viewer, now }) =>
  stopAnswer(viewer, wanted, now),
)
