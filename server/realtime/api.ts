import type { IncomingMessage, ServerResponse } from 'node:http'
import { getChannel, getChannels, getUsers, terminateConnections } from './api-channels'
import { postBatch, postEvent } from './api-events'
import { ApiError, parseJson, parseTarget, readBody } from './api-request'
import type { Hub } from './hub'
import { type Logger, reasonOf } from './log'
import type { Metrics } from './metrics'
import { apiAuthProblem, isBodyIntact } from './signature'

export type ApiSurroundings = {
  hubs: ReadonlyMap<string, Hub>
  metrics: Metrics
  logger: Logger
}

type ApiCall = {
  hub: Hub
  /** The part of the path a route captured, decoded: a channel name or a user id. */
  name: string
  query: URLSearchParams
  body: Buffer
}

type Route = {
  method: 'GET' | 'POST'
  path: RegExp
  answer(call: ApiCall): object
}

/** Pusher docs: "HTTP API reference". */
const apiRoutes: Route[] = [
  { method: 'POST', path: /^events$/, answer: ({ hub, body }) => postEvent(hub, parseJson(body)) },
  { method: 'POST', path: /^batch_events$/, answer: ({ hub, body }) => postBatch(hub, parseJson(body)) },
  { method: 'GET', path: /^channels$/, answer: ({ hub, query }) => getChannels(hub, query) },
  { method: 'GET', path: /^channels\/([^/]+)$/, answer: ({ hub, name, query }) => getChannel(hub, name, query) },
  { method: 'GET', path: /^channels\/([^/]+)\/users$/, answer: ({ hub, name }) => getUsers(hub, name) },
  {
    method: 'POST',
    path: /^users\/([^/]+)\/terminate_connections$/,
    answer: ({ hub, name }) => terminateConnections(hub, name),
  },
]

/** Answers one request under `/apps/`: a JSON object, or a plain sentence with 400, 401, 403, 404, 405 or 413. */
export async function handleApi(
  { hubs, metrics, logger }: ApiSurroundings,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const reply = await answer(hubs, request)
    metrics.add('api_requests_total')
    send(response, 200, 'application/json', JSON.stringify(reply))
  } catch (thrown) {
    metrics.add('api_errors_total')
    refuse(request, response, logger, thrown)
  }
}

async function answer(hubs: ReadonlyMap<string, Hub>, request: IncomingMessage): Promise<object> {
  const { path, query } = parseTarget(request.url)
  const [, appId = '', rest = ''] = /^\/apps\/([^/]+)\/(.+)$/.exec(path) ?? []
  const hub = hubs.get(appId)
  if (!hub) throw new ApiError(404, 'There is no such app')
  const method = request.method ?? 'GET'
  const problem = apiAuthProblem(hub.app, { method, path, query }, Date.now())
  if (problem !== null) throw new ApiError(401, problem)
  if (!hub.app.enabled) throw new ApiError(403, 'The app is disabled')
  const { route, name } = findRoute(method, rest)
  const body = await readBody(request, hub.limits.requestBodyBytes)
  if (!isBodyIntact(body, query)) throw new ApiError(401, 'body_md5 does not match the body')
  return route.answer({ hub, name, query, body })
}

function findRoute(method: string, rest: string): { route: Route; name: string } {
  const matching = apiRoutes.filter((route) => route.path.test(rest))
  if (matching.length === 0) throw new ApiError(404, 'There is no such resource')
  const route = matching.find((candidate) => candidate.method === method)
  if (!route) throw new ApiError(405, 'The resource does not answer this method')
  return { route, name: decoded(route.path.exec(rest)?.[1] ?? '') }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new ApiError(400, 'The path is not valid percent-encoding')
  }
}

function refuse(request: IncomingMessage, response: ServerResponse, logger: Logger, thrown: unknown) {
  // What is left of a body we will not read must not be taken for the next request.
  if (!request.complete) response.setHeader('connection', 'close')
  if (thrown instanceof ApiError) return sendText(response, thrown.status, thrown.message)
  logger.error('api request failed', { reason: reasonOf(thrown) })
  sendText(response, 500, 'Internal error')
}

function sendText(response: ServerResponse, status: number, sentence: string): void {
  send(response, status, 'text/plain; charset=utf-8', `${sentence}\n`)
}

function send(response: ServerResponse, status: number, contentType: string, body: string): void {
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}
