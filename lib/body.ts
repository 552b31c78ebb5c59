import 'server-only'
import { AppError } from './errors'

/** A request of ours is never longer, in bytes. */
const maxBodyBytes = 64 * 1024

/** Reads a body as text. See {@link readBytes}. */
export async function readBody(request: Request, maxBytes: number = maxBodyBytes): Promise<string> {
  return new TextDecoder().decode(await readBytes(request, maxBytes))
}

/**
 * Reads a body no further than `maxBytes`. A length that is announced is believed when it is too long, and otherwise
 * counted while reading: it may be left out, or a lie.
 * @throws AppError `too-large`; `invalid` when the rest never came (the person went away, which is no fault of ours).
 */
export async function readBytes(request: Request, maxBytes: number): Promise<Buffer<ArrayBuffer>> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw new AppError('too-large')
  if (!request.body) return Buffer.alloc(0)
  const reader = request.body.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw new AppError('invalid', 'The upload was interrupted. Please try again.', { cause })
    })
    if (done) return Buffer.concat(chunks)
    length += value.byteLength
    // Not cancelled: that would close the connection before the answer is written.
    if (length > maxBytes) throw new AppError('too-large')
    chunks.push(value)
  }
}

/**
 * Headers for a refusal. A long body that nobody read is not waited for: the connection ends with the answer, instead of
 * taking in what is still to come.
 */
export function refusalHeaders(request: Request): Record<string, string> {
  const length = request.headers.get('content-length')
  const mayBeLong = length === null ? request.headers.has('transfer-encoding') : Number(length) > maxBodyBytes
  return mayBeLong ? { Connection: 'close' } : {}
}
