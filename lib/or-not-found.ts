import 'server-only'
import { notFound } from 'next/navigation'
import { AppError } from './errors'

/** For pages: answers what `reading` answers, and shows the not-found page when there is nothing to be seen. */
export async function orNotFound<Found>(reading: Promise<Found>): Promise<Found> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') notFound()
    throw error
  }
}
