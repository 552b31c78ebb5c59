/** PNG files, seen as their chunks. Pure. Specification: https://www.w3.org/TR/png-3/ */

const signature = '\x89PNG\r\n\x1a\n'

/**
 * The chunks that decide what a picture looks like, with the most bytes each may have. Everything else is left out: text
 * and profiles are packed, and a few of them unpack to gigabytes.
 */
const kept = new Map<string, number>([
  ['IHDR', 13],
  ['PLTE', 768],
  ['IDAT', Number.POSITIVE_INFINITY],
  ['IEND', 0],
  ['tRNS', 256],
  ['gAMA', 4],
  ['cHRM', 32],
  ['sRGB', 1],
  ['cICP', 4],
  // A camera's profile has 3 KB; unpacked, these can be 16 MB at most.
  ['iCCP', 16_384],
  // Which way is up.
  ['eXIf', 65_536],
])

/** Encoders cut the pixels into pieces of 8 KB or more. */
const maxChunks = 4_096
const chunkFrame = 12

/**
 * A PNG without what is not needed to show it; other bytes as they are.
 * @returns null for a PNG whose chunks are not well formed, or too many
 */
export function plainPng(file: Uint8Array): Uint8Array | null {
  const view = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  if (view.toString('latin1', 0, signature.length) !== signature) return file
  const parts: Buffer[] = [view.subarray(0, signature.length)]
  const seen = new Set<string>()
  let count = 0
  for (let at = signature.length; at + chunkFrame <= view.length; ) {
    const length = view.readUInt32BE(at)
    const type = view.toString('latin1', at + 4, at + 8)
    const end = at + chunkFrame + length
    if (end > view.length || ++count > maxChunks || (count === 1) !== (type === 'IHDR')) return null
    // Only pixels come in several chunks.
    const isRepeated = seen.has(type) && type !== 'IDAT'
    if (length <= (kept.get(type) ?? -1) && !isRepeated) parts.push(view.subarray(at, end))
    seen.add(type)
    at = end
    if (type === 'IEND') return Buffer.concat(parts)
  }
  return null
}
