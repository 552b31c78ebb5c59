import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import { readBody, refusalHeaders } from './body'
import { AppError, type ErrorCode } from './errors'
import {
  type Access,
  enforceGuard,
  type Guard,
  type GuardContext,
  type Handler,
  parseInput,
  toClientError,
} from './guard'
import { currentRequest, inRequest } from './request-context'

/** What an API route answers when it refuses. */
export type ApiRefusal = {
  error: { code: ErrorCode; message: string; fields: Record<string, string>; retryAfterS?: number }
}

/**
 * A JSON route behind the same guard as the server actions. The input is the query of a GET or the JSON body, together
 * with the parameters of the address, which win.
 * Routes are for what actions cannot do: reads while a page stays open, several requests at once, beacons.
 */
export function apiRoute<Who extends Access, Schema extends z.ZodType, Data>(
  guard: Guard<Who, Schema>,
  handler: Handler<GuardContext<Who>, Schema, Data>,
): (request: Request, route: { params: Promise<Record<string, string>> }) => Promise<Response> {
  return plainRoute(guard.name, async (request, route: { params: Promise<Record<string, string>> }) => {
    const isRead = request.method === 'GET'
    const context = await enforceGuard(guard, { isRead })
    const sent = isRead ? Object.fromEntries(new URL(request.url).searchParams) : await readJson(request)
    const input = parseInput(guard.input, { ...sent, ...(await route.params) })
    return json(await handler(input, context))
  })
}

/** A route whose refusals are answers: what `answer` throws is said in the shape of all our routes, and logged once. */
export function plainRoute<Sent extends Request, Route>(
  name: string,
  answer: (request: Sent, route: Route) => Promise<Response>,
): (request: Sent, route: Route) => Promise<Response> {
  return async (request, route) =>
    inRequest(async () => {
      try {
        return named(await answer(request, route))
      } catch (thrown) {
        unstable_rethrow(thrown)
        return named(refuse(name, thrown, request))
      }
    })
}

/** Where nothing of ours stands before Next (lib/http-server-guard.ts), the answer names its request here. */
function named(answer: Response): Response {
  const id = currentRequest()?.requestId
  if (id && !answer.headers.has('X-Request-Id')) answer.headers.set('X-Request-Id', id)
  return answer
}

/** An answer of one of our routes. */
export function json(data: unknown, init: ResponseInit = {}): Response {
  return Response.json(data ?? {}, { ...init, headers: { 'Cache-Control': 'private, no-store', ...init.headers } })
}

function refuse(name: string, thrown: unknown, request: Request): Response {
  const error = toClientError(name, thrown)
  const { code, message, fields, retryAfterS, status } = error
  const body: ApiRefusal = { error: { code, message, fields: fields ?? {}, ...(retryAfterS && { retryAfterS }) } }
  const wait: Record<string, string> = retryAfterS ? { 'Retry-After': String(retryAfterS) } : {}
  return json(body, { status, headers: { ...wait, ...refusalHeaders(request) } })
}

/** The JSON object of a body. @throws AppError `too-large`, `invalid` */
async function readJson(request: Request): Promise<object> {
  return parseJsonBody(await readBody(request))
}

/** The object in a body's text; an empty one when it holds something else. @throws AppError `invalid` */
export function parseJsonBody(text: string): object {
  try {
    const sent: unknown = text === '' ? {} : JSON.parse(text)
    return typeof sent === 'object' && sent !== null ? sent : {}
  } catch (cause) {
    throw new AppError('invalid', 'We couldn’t read that.', { cause })
  }
}
