import { apiRoute } from '@/lib/api'
import { roomCodeSchema } from '@/lib/rooms/schemas'
import { startQuiz } from '@/lib/tutor/room-quiz/commands'
import { startQuizLimit } from '@/lib/tutor/room-quiz/limits'
import { getQuiz } from '@/lib/tutor/room-quiz/queries'

/** The quiz of the room's break; `quiz` is null when there is none. */
export const GET = apiRoute(
  { name: 'tutor.getQuiz', access: 'viewer', input: roomCodeSchema },
  async ({ code }, { viewer, now }) => ({ quiz: await getQuiz(viewer, code, now) }),
)

/** Starts it, or joins the one that is there. The clock of its questions starts now, and not when the request began. */
export const POST = apiRoute(
  { name: 'tutor.startQuiz', access: 'viewer', input: roomCodeSchema, limit: startQuizLimit },
  async ({ code }, { viewer }) => ({ quiz: await startQuiz(viewer, code, new Date()) }),
)
