/**
 * The Gemini REST API as far as the tutor needs it, on one loopback port: every request gets the next reply that the test has put
 * in line, or a short answer when there is none. What was sent is kept.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the provider sends back. */
export type GeminiReply = {
  status?: number
  headers?: Record<string, string>
  /** Written one by one, each in a packet of its own. */
  chunks?: (string | Buffer)[]
  /** Nothing more is said after the chunks, until the other side leaves or `reset` is called. */
  hangs?: boolean
  /** Not even the status is sent. */
  isMute?: boolean
}

type GeminiRequest = { path: string; headers: IncomingMessage['headers']; body: unknown }

export type GeminiStandIn = {
  url: string
  /** Oldest first. */
  requests: GeminiRequest[]
  /** Puts replies in line. */
  reply(...replies: GeminiReply[]): void
  /** Once the next request has come. */
  nextRequest(): Promise<GeminiRequest>
  /** Resets the connection of every answer that hangs. */
  reset(): void
  /** Once the other side has left an answer that hangs. */
  nextLeave(): Promise<void>
  close(): Promise<void>
}

export async function startGeminiStandIn(): Promise<GeminiStandIn> {
  const replies: GeminiReply[] = []
  const requests: GeminiRequest[] = []
  const onRequest: ((request: GeminiRequest) => void)[] = []
  const onLeave: (() => void)[] = []
  const open = new Set<ServerResponse>()
  const server = createServer(async (request, response) => {
    open.add(response)
    response.on('close', () => {
      open.delete(response)
      if (!response.writableFinished) onLeave.shift()?.()
    })
    const kept = {
      path: request.url ?? '',
      headers: request.headers,
      body: JSON.parse((await bodyOf(request)) || 'null'),
    }
    requests.push(kept)
    await send(replies.shift() ?? { chunks: answerChunks('Hello.') }, response)
    onRequest.shift()?.(kept)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    reply: (...more) => void replies.push(...more),
    reset: () => {
      for (const response of open) response.socket?.resetAndDestroy()
    },
    nextRequest: () => new Promise((resolve) => onRequest.push(resolve)),
    nextLeave: () => new Promise((resolve) => onLeave.push(resolve)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function send({ status = 200, headers, chunks = [], hangs, isMute }: GeminiReply, response: ServerResponse) {
  if (isMute) return
  response.writeHead(status, { 'Content-Type': 'text/event-stream', ...headers })
  response.flushHeaders()
  for (const chunk of chunks) {
    await new Promise((resolve) => response.write(chunk, resolve))
    // A turn of the loop between two writes keeps them apart.
    await new Promise((resolve) => setImmediate(resolve))
  }
  if (!hangs) response.end()
}

/** What a chunk of an answer may say. */
type Said = { finish?: string; block?: string; usage?: Record<string, number>; parts?: Record<string, unknown>[] }

/** One chunk as the API sends it, as an event. */
export function geminiChunk(text: string | null, { finish, block, usage, parts }: Said = {}): string {
  const said = parts ?? (text === null ? undefined : [{ text }])
  return `data: ${JSON.stringify({
    ...((said || finish) && {
      candidates: [
        { ...(said && { content: { role: 'model', parts: said } }), ...(finish && { finishReason: finish }) },
      ],
    }),
    ...(block && { promptFeedback: { blockReason: block } }),
    ...(usage && { usageMetadata: usage }),
  })}\r\n\r\n`
}

/** A whole answer: its text in two chunks, its cost, its end. */
export const answerChunks = (text: string): string[] => [
  geminiChunk(text.slice(0, text.length / 2)),
  geminiChunk(text.slice(text.length / 2), {
    finish: 'STOP',
    usage: { promptTokenCount: 12, candidatesTokenCount: 5, thoughtsTokenCount: 3 },
  }),
]

/** A refusal as the API writes it. */
export const refusal = (status: number, message: string, details: Record<string, unknown>[] = []): GeminiReply => ({
  status,
  headers: { 'Content-Type': 'application/json' },
  chunks: [JSON.stringify({ error: { code: status, message, status: 'STATUS', details } })],
})

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
