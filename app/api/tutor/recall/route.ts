import { z } from 'zod'
import { apiRoute } from '@/lib/api'
import { openRecallLimit } from '@/lib/tutor/recall/limits'
import { findRecallModel } from '@/lib/tutor/recall/model'
import { getRecallOffer } from '@/lib/tutor/recall/queries'
import { openRecall } from '@/lib/tutor/recall/round'
import { openRecallSchema } from '@/lib/tutor/recall/schemas'

/** Is there something to recall? Asked once a break. */
export const GET = apiRoute({ name: 'recall.offer', access: 'viewer', input: z.object({}) }, (_, { viewer, now }) =>
  getRecallOffer(viewer, now, findRecallModel() !== null),
)

/** The cards to ask now; makes new ones in a break, which takes the provider some seconds. */
export const POST = apiRoute(
  { name: 'recall.open', access: 'viewer', input: openRecallSchema, limit: openRecallLimit },
  (input, { viewer, now }) => openRecall(viewer, input, now, findRecallModel()),
)
