import 'server-only'
import { AppError } from '@/lib/errors'
import { refundLimit, takeFromLimit } from '@/lib/rate-limit'
import { unknownCodeLimit } from '@/lib/rooms/limits'

/**
 * The code is the only key of a private room, so looking for rooms by code costs everybody who does not sit in them. Paid
 * before the answer, so that guesses of the same instant count too; what was no guess is given back.
 * @throws AppError `too-many`: for right codes like for wrong ones.
 */
export const chargeForCode = (personId: string, now: Date) => takeFromLimit(unknownCodeLimit, personId, now)

/** It led to a room that this person may see. */
const refundCode = (personId: string) => refundLimit(unknownCodeLimit, personId)

/**
 * Does what somebody asks for by the code of a room that they cannot have found in a list. Only codes that lead nowhere
 * cost: missing, expired and forbidden rooms alike.
 */
export async function chargedForCode<Answer>(
  personId: string,
  now: Date,
  work: () => Promise<Answer>,
): Promise<Answer> {
  await chargeForCode(personId, now)
  try {
    const answer = await work()
    await refundCode(personId)
    return answer
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'not-found')) await refundCode(personId)
    throw error
  }
}
