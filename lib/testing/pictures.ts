/** Pictures that harm: few bytes that stand for much memory or work. */
import { crc32, deflateSync } from 'node:zlib'

/** One chunk of a PNG with its length and checksum. */
export function pngChunk(type: string, data: Uint8Array = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  checksum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, checksum])
}

export const pngSignature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

type Png = { width: number; height: number; depth?: 1 | 8 | 16; isInterlaced?: boolean; chunks?: readonly Buffer[] }

/** Rows of each of Adam7's passes: start and step, across and down. */
const adam7 = [
  [0, 8, 0, 8],
  [4, 8, 0, 8],
  [0, 4, 4, 8],
  [2, 4, 0, 4],
  [0, 2, 2, 4],
  [1, 2, 0, 2],
  [0, 1, 1, 2],
] as const

/** Bytes of all rows of a picture, each with its filter byte in front. */
function rawBytes(width: number, height: number, bitsPerPixel: number, isInterlaced: boolean): number {
  if (!isInterlaced) return height * (1 + Math.ceil((width * bitsPerPixel) / 8))
  return adam7.reduce((sum, [left, across, top, down]) => {
    const columns = Math.max(0, Math.ceil((width - left) / across))
    const rows = Math.max(0, Math.ceil((height - top) / down))
    return sum + (columns === 0 ? 0 : rows * (1 + Math.ceil((columns * bitsPerPixel) / 8)))
  }, 0)
}

/** A whole black PNG: RGBA, or grey when it has one bit. `chunks` stand before the pixels. */
export function blackPng({ width, height, depth = 8, isInterlaced = false, chunks = [] }: Png): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([depth, depth === 1 ? 0 : 6, 0, 0, isInterlaced ? 1 : 0], 8)
  const bytes = rawBytes(width, height, depth === 1 ? 1 : 4 * depth, isInterlaced)
  const pixels = deflateSync(Buffer.alloc(bytes), { level: 9 })
  return Buffer.concat([pngSignature, pngChunk('IHDR', header), ...chunks, pngChunk('IDAT', pixels), pngChunk('IEND')])
}

/** A `zTXt` chunk whose text has `bytes` bytes once it is unpacked. */
export const packedText = (bytes: number): Buffer =>
  pngChunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0', 'latin1'), deflateSync(Buffer.alloc(bytes, 'a'))]))
