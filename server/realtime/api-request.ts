import type { IncomingMessage } from 'node:http'
import { JsonError, readJson } from './json'

/** A refusal of an HTTP request: status and the sentence that goes into the body. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

/** A request target taken apart without ever throwing; the path stays as received, because it is part of signatures. */
export function parseTarget(url: string | undefined): { path: string; query: URLSearchParams } {
  const target = url ?? '/'
  const mark = target.indexOf('?')
  if (mark === -1) return { path: target, query: new URLSearchParams() }
  return { path: target.slice(0, mark), query: new URLSearchParams(target.slice(mark + 1)) }
}

/**
 * Reads a body of at most `maxBytes`; a larger one is refused as soon as that is certain. Not an async loop over the
 * request: leaving such a loop early destroys the socket, and with it the answer.
 */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    const add = (chunk: Buffer) => {
      length += chunk.length
      if (length <= maxBytes) chunks.push(chunk)
      else refuse()
    }
    const refuse = () => {
      request.off('data', add).resume()
      reject(new ApiError(413, `The request body must not be larger than ${maxBytes} bytes`))
    }
    request.on('data', add)
    request.once('end', () => resolve(Buffer.concat(chunks)))
    request.once('close', () => reject(new ApiError(400, 'The request ended before its body')))
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) refuse()
  })
}

export function parseJson(body: Buffer): unknown {
  try {
    return readJson(body.toString('utf8'))
  } catch (error) {
    if (error instanceof JsonError) throw new ApiError(400, `The request body ${error.message}`)
    throw error
  }
}
