import { plainRoute } from '@/lib/api'
import { AppError } from '@/lib/errors'

/** Every address below /api that is none: programs ask there, and a page of ours would tell them nothing. */
const nowhere = plainRoute<Request, unknown>('api.unknown', () =>
  Promise.reject(new AppError('not-found', 'There is nothing at this address.')),
)

export {
  nowhere as DELETE,
  nowhere as GET,
  nowhere as HEAD,
  nowhere as OPTIONS,
  nowhere as PATCH,
  nowhere as POST,
  nowhere as PUT,
}
