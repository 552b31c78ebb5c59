import 'server-only'
import { AppError, fieldError } from '@/lib/errors'
import { log } from '@/lib/log'
import { avatarMaxBytes, isPicture } from './rules'

/** Side of the square, in pixels. */
const side = 256
/** A phone's camera makes 50 megapixels; a bomb makes thousands out of a few kilobytes. */
const mostPixels = 64_000_000

/**
 * A picture as a 256x256 WebP of its middle, upright, without metadata (where it was taken is nobody's business).
 * @throws AppError beside `avatar`: too large, not a picture, damaged.
 */
export async function squareWebp(upload: Uint8Array): Promise<Buffer> {
  if (upload.byteLength > avatarMaxBytes) throw fieldError('avatar', 'This picture is larger than 2 MB.')
  if (!isPicture(upload)) throw fieldError('avatar', 'Please choose a JPEG, PNG, WebP or GIF picture.')
  const sharp = await loadSharp()
  try {
    return await sharp(upload, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 })
      .autoOrient()
      .resize(side, side, { fit: 'cover', position: 'centre' })
      .webp({ quality: 82 })
      .timeout({ seconds: 10 })
      .toBuffer()
  } catch (cause) {
    log.info('avatar.refused', { error: cause })
    const fields = { avatar: 'This picture could not be read. Please try another.' }
    throw new AppError('invalid', undefined, { fields, cause })
  }
}

type Sharp = typeof import('sharp').default
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
