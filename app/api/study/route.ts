import { z } from 'zod'
import { apiRoute } from '@/lib/api'
import { getStudyDesk } from '@/lib/study/session/queries'

/** The viewer's timer, tasks and numbers as they stand now: asked again when a tab wakes or another one changed them. */
export const GET = apiRoute({ name: 'study.read', access: 'viewer', input: z.object({}) }, (_, { viewer, now }) =>
  getStudyDesk(viewer, now),
)
