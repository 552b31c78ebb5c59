import { apiRoute } from '@/lib/api'
import { gradeCard } from '@/lib/tutor/recall/commands'
import { gradeLimit } from '@/lib/tutor/recall/limits'
import { gradeCardSchema } from '@/lib/tutor/recall/schemas'

/** How well the student knew a card. Sent again, it counts once. */
export const POST = apiRoute(
  { name: 'recall.grade', access: 'viewer', input: gradeCardSchema, limit: gradeLimit },
  (input, { viewer, now }) => gradeCard(viewer, input, now),
)
