import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import { type Access, type Door, type DoorContext, type Handler, passDoor, reportRefusal } from './door'
import { AppError } from './errors'

/** A JSON body may have this many characters; nothing of ours is longer. */
const longestBody = 64_000

/** What an API route answers when it refuses. */
export type ApiRefusal = {
  error: { code: string; message: string; fields: Record<string, string>; retryAfterS?: number }
}

/**
 * A JSON route behind the same door as the server actions. The input is the query of a GET or the JSON body, together
 * with the parameters of the address, which win.
 * Routes are for what actions cannot do: reads while a page stays open, several requests at once, beacons.
 */
export function apiRoute<Who extends Access, Schema extends z.ZodType, Data>(
  door: Door<Who, Schema>,
  handler: Handler<DoorContext<Who>, Schema, Data>,
): (request: Request, route: { params: Promise<Record<string, string>> }) => Promise<Response> {
  return async (request, route) => {
    try {
      const isRead = request.method === 'GET'
      const sent = isRead ? Object.fromEntries(new URL(request.url).searchParams) : await readJson(request)
      const { input, context } = await passDoor(door, { ...sent, ...(await route.params) }, { isRead })
      return json(await handler(input, context))
    } catch (thrown) {
      unstable_rethrow(thrown)
      return refuse(door.name, thrown)
    }
  }
}

function json(data: unknown, init: ResponseInit = {}): Response {
  return Response.json(data ?? {}, { ...init, headers: { 'Cache-Control': 'private, no-store', ...init.headers } })
}

function refuse(door: string, thrown: unknown): Response {
  const error = reportRefusal(door, thrown)
  const { code, message, fields, retryAfterS, status } = error
  const body: ApiRefusal = { error: { code, message, fields: fields ?? {}, ...(retryAfterS && { retryAfterS }) } }
  return json(body, { status, headers: retryAfterS ? { 'Retry-After': String(retryAfterS) } : {} })
}

async function readJson(request: Request): Promise<object> {
  const text = await request.text()
  if (text.length > longestBody) throw new AppError('invalid', 'That is too long to send at once.')
  try {
    const sent: unknown = text === '' ? {} : JSON.parse(text)
    return typeof sent === 'object' && sent !== null ? sent : {}
  } catch (cause) {
    throw new AppError('invalid', 'That could not be read.', { cause })
  }
}
