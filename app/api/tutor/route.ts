import { after } from 'next/server'
import { apiRoute, json, plainRoute } from '@/lib/api'
import { enforceGuard } from '@/lib/guard'
import { askTutor } from '@/lib/tutor/answers/ask'
import { eventStream } from '@/lib/tutor/answers/event-stream'
import { readQuestion } from '@/lib/tutor/answers/read-question'
import { readReply } from '@/lib/tutor/answers/reply'
import { getTutorOpening } from '@/lib/tutor/conversations/queries'
import { askLimit } from '@/lib/tutor/limits'
import { openingSchema } from '@/lib/tutor/schemas'

/** Seconds: serverless hosting lets an answer go on for so long after its page is gone. */
export const maxDuration = 120

/** What a page or a drawer of the tutor begins with. */
export const GET = apiRoute(
  { name: 'tutor.open', access: 'viewer', input: openingSchema },
  ({ conversation }, { viewer, now }) => getTutorOpening(viewer, conversation, now),
)

/** Asks the tutor. Answers `{ "reply": "…" }` when JSON is asked for, and a stream of events otherwise. */
export const POST = plainRoute('tutor.ask', async (request: Request) => {
  const { viewer, now } = await enforceGuard({ access: 'viewer', limit: askLimit })
  const { input, photo } = await readQuestion(request, viewer, now)
  const asked = await askTutor(viewer, input, photo, now)
  after(() => asked.work)
  if (wantsJson(request)) return json(await readReply(viewer, asked, request.signal))
  return new Response(eventStream(viewer, asked), {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // Words are passed on as they come: nothing on the way collects, compresses or keeps them.
      'Cache-Control': 'private, no-store, no-transform',
      'X-Accel-Buffering': 'no',
    },
  })
})

function wantsJson(request: Request): boolean {
  const accept = request.headers.get('accept') ?? ''
  return accept.includes('application/json') && !accept.includes('text/event-stream')
}
