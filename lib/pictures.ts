import 'server-only'
import { AppError } from './errors'
import { formatNumber } from './format'
import { log } from './log'
import { oneAtATime } from './one-at-a-time'
import { plainPng } from './png'

/** What a picture may be before anything of it is unpacked. A file of 2 MB can stand for gigabytes. */
const pictureLimits = {
  megapixels: 16,
  /** Pixels. Rows are decoded side by side: a wide one costs more than its area. */
  side: 10_000,
  /** What the decoder keeps of it: 16 megapixels of RGBA, or 8 with 16 bits. */
  decodedBytes: 64_000_000,
  /** Passes of a progressive JPEG. Cameras and editors make ten; each costs time for the whole picture. */
  scans: 64,
} as const

/**
 * One picture is decoded at a time in this process: some 100 MB at most, and one of the threads that passwords are
 * hashed on too. What waits is a file of a few MB.
 */
const decoding = oneAtATime({
  maxWaiting: 24,
  patienceMs: 20_000,
  busy: () => new AppError('unavailable', 'Many pictures are coming in right now. Try again in a minute.'),
})

type Sharp = typeof import('sharp').default

/**
 * Re-encodes a stranger's picture: its header is judged before a pixel is unpacked, text and comments are never unpacked at
 * all, and one is worked on at a time.
 * @param encode what to make of the first frame, upright and without metadata
 * @param refuse the error for a person, with the sentence beside the field
 * @throws what `refuse` makes; AppError `unavailable` when too many wait.
 */
export async function reencodePicture(
  upload: Uint8Array,
  encode: (picture: import('sharp').Sharp) => import('sharp').Sharp,
  refuse: (message: string, cause?: unknown) => AppError,
): Promise<Buffer> {
  const bytes = plainPng(upload)
  if (!bytes || countScans(bytes) > pictureLimits.scans) throw refuse(unreadable)
  return decoding(async () => {
    const sharp = await loadSharp()
    try {
      const tooLarge = sizeProblem(await sharp(bytes, { limitInputPixels: false, pages: 1 }).metadata())
      if (tooLarge) throw refuse(tooLarge)
      const limitInputPixels = pictureLimits.megapixels * 1_000_000
      const picture = sharp(bytes, { limitInputPixels, failOn: 'error', pages: 1 }).autoOrient()
      return await encode(picture).timeout({ seconds: 10 }).toBuffer()
    } catch (cause) {
      if (cause instanceof AppError) throw cause
      log.info('picture.refused', { error: cause })
      throw refuse(unreadable, cause)
    }
  })
}

const unreadable = 'This picture could not be read. Please try another.'

type Header = Pick<
  import('sharp').Metadata,
  'width' | 'height' | 'channels' | 'depth' | 'format' | 'isProgressive' | 'chromaSubsampling'
>

/** What is too large about a picture, as its header describes it; null when nothing is. */
function sizeProblem(header: Header): string | null {
  const { megapixels, side, decodedBytes } = pictureLimits
  const { width, height } = header
  if (width > side || height > side)
    return `This picture is too large: at most ${formatNumber(side)} pixels wide and high, please.`
  if (width * height > megapixels * 1_000_000)
    return `This picture is too large: at most ${megapixels} megapixels, please.`
  if (width * height * bytesPerPixel(header) > decodedBytes)
    return 'This picture is too large to unpack. Please save it with half as many pixels.'
  return null
}

/** What a decoder keeps of each pixel. Of a progressive JPEG that is every coefficient, in 16 bits, until the last scan. */
function bytesPerPixel({ channels, depth, format, isProgressive, chromaSubsampling }: Header): number {
  if (format === 'jpeg' && isProgressive) return 2 * (chromaSubsampling === '4:2:0' ? 1.5 : channels)
  return channels * (depth === 'uchar' || depth === 'char' ? 1 : 2)
}

/** How often a JPEG begins a scan; pixels never look like this marker. Nothing else is counted. */
function countScans(bytes: Uint8Array): number {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return 0
  const marker = Buffer.from([0xff, 0xda])
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let scans = 0
  for (let at = file.indexOf(marker); at !== -1; at = file.indexOf(marker, at + 2)) scans++
  return scans
}

let loaded: Promise<Sharp> | undefined

/** Loaded at the first picture; reads the four formats we take and nothing else (no SVG, no PDF, no archive). */
function loadSharp(): Promise<Sharp> {
  loaded ??= import('sharp').then(({ default: sharp }) => {
    sharp.block({ operation: ['VipsForeignLoad'] })
    sharp.unblock({
      operation: [
        'VipsForeignLoadJpegBuffer',
        'VipsForeignLoadPngBuffer',
        'VipsForeignLoadWebpBuffer',
        'VipsForeignLoadNsgifBuffer',
      ],
    })
    sharp.cache(false)
    sharp.concurrency(1)
    return sharp
  })
  return loaded
}
