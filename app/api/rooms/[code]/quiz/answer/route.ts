import { after } from 'next/server'
import { apiRoute } from '@/lib/api'
import { answerQuiz } from '@/lib/tutor/room-quiz/commands'
import { answerQuizLimit } from '@/lib/tutor/room-quiz/limits'
import { publishAnswered } from '@/lib/tutor/room-quiz/publish'
import { answerQuizSchema } from '@/lib/tutor/room-quiz/schemas'

/**
 * The time of an answer is taken once all of it is here: the guard's is that of its first bytes, and a body can be held
 * back until the right answer is shown. The others are told after the reply.
 */
export const POST = apiRoute(
  { name: 'tutor.answerQuiz', access: 'viewer', input: answerQuizSchema, limit: answerQuizLimit },
  async (input, { viewer }) => {
    const { quiz, channel } = await answerQuiz(viewer, input, new Date())
    after(() => publishAnswered(channel))
    return { quiz }
  },
)
