import 'server-only'
import { headers } from 'next/headers'
import type { z } from 'zod'
import { getViewer, type Viewer } from './accounts/viewer'
import { placeOf } from './address'
import { AppError, toAppError } from './errors'
import { newId } from './ids'
import { log } from './log'
import { pageViewerHeader } from './page-viewer'
import { type RateLimit, takeFromLimit } from './rate-limit'
import { isSameOrigin, type RequestInfo, requestInfo } from './request'

/** Who may call an endpoint. `viewer`: signed in; what needs a verified address says so in its command. */
export type Access = 'anyone' | 'viewer'

type ViewerOf<Who extends Access> = Who extends 'anyone' ? Viewer | null : Viewer

/** What a handler is told beside its input. */
export type GuardContext<Who extends Access> = { viewer: ViewerOf<Who>; request: RequestInfo; now: Date }

/** What stands before a use case: every action and API route is one of these and a handler. */
export type Guard<Who extends Access, Schema extends z.ZodType> = {
  /** For the log: the name of the use case, such as `rooms.create`. */
  name: string
  access: Who
  input: Schema
  /** Per account, or per address for people who are not signed in. */
  limit?: RateLimit
}

export type Handler<Context, Schema extends z.ZodType, Data> = (
  input: z.output<Schema>,
  context: Context,
) => Promise<Data>

export type GuardOptions = {
  /** A GET changes nothing and may come from anywhere. */
  isRead?: boolean
  /** For whom the page was made that asks, an account's id as the page says it: whoever is logged in now may be another. */
  pageViewer?: unknown
}

/**
 * The checks all guards share, in this order: origin, who, rate, shape.
 * @throws AppError
 */
export async function guardInput<Who extends Access, Schema extends z.ZodType>(
  guard: Guard<Who, Schema>,
  input: unknown,
  options: GuardOptions = {},
): Promise<{ input: z.output<Schema>; context: GuardContext<Who> }> {
  const context = await enforceGuard(guard, options)
  return { input: parseInput(guard.input, input), context }
}

/**
 * What is checked before a body is read, so that a stranger's costs nothing: origin, who, rate.
 * @throws AppError
 */
export async function enforceGuard<Who extends Access>(
  { access, limit }: Pick<Guard<Who, z.ZodType>, 'access' | 'limit'>,
  options: GuardOptions = {},
): Promise<GuardContext<Who>> {
  const now = new Date()
  const sent = await headers()
  if (!options.isRead && !isSameOrigin(sent)) throw new AppError('not-found')
  const [viewer, request] = await Promise.all([getViewer(), requestInfo()])
  const admitted = admit(access, viewer)
  if (access !== 'anyone') refuseForeignPage(viewer, options.pageViewer ?? sent.get(pageViewerHeader))
  const subject = viewer?.id ?? placeOf(request.address)
  if (limit && subject) await takeFromLimit(limit, subject, now)
  return { viewer: admitted, request, now }
}

function admit<Who extends Access>(access: Who, viewer: Viewer | null): ViewerOf<Who> {
  if (access !== 'anyone' && !viewer) throw new AppError('unauthenticated')
  return viewer as ViewerOf<Who>
}

/** A tab of somebody who logged out does nothing in the name of whoever logged in since. */
function refuseForeignPage(viewer: Viewer | null, pageViewer: unknown): void {
  if (!viewer || typeof pageViewer !== 'string' || pageViewer === '' || pageViewer === viewer.id) return
  throw new AppError(
    'conflict',
    `You are logged in as ${viewer.username} now. Reload the page to go on as ${viewer.username}.`,
  )
}

/**
 * Parses the input of an endpoint.
 * @throws AppError `invalid` with the first message of each field.
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const fields: Record<string, string> = {}
  for (const issue of parsed.error.issues) fields[String(issue.path[0] ?? 'form')] ??= issue.message
  throw new AppError('invalid', undefined, { fields })
}

/**
 * What was thrown, as something a person may read. Logs what a programmer must see; what a person can fix themselves is
 * only noted.
 */
export function toClientError(name: string, thrown: unknown): AppError {
  const error = toAppError(thrown)
  if (error.code !== 'internal') {
    log.info('request.refused', { name, code: error.code })
    return error
  }
  const reference = newId().slice(-8)
  log.error('request.failed', { name, reference, error: thrown })
  return new AppError('internal', `Something broke on our side. Please try again. (Reference ${reference})`)
}
