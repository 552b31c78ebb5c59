import 'server-only'
import { isPicture } from '@/lib/accounts/rules'
import { fieldError } from '@/lib/errors'
import { reencodePicture } from '@/lib/pictures'
import type { Photo } from './provider/provider'
import { tutorLimits } from './rules'

/** Pixels of the longer side: handwriting stays legible, and a page costs the provider little. */
const side = 1_600

/**
 * A photo of somebody's work as the provider gets it: a JPEG, upright, without metadata. It is kept nowhere.
 * @throws AppError beside `photo`: too large, not a picture, damaged; `unavailable` when many come in at once.
 */
export async function readPhoto(upload: Uint8Array): Promise<Photo> {
  if (upload.byteLength > tutorLimits.photoBytes) throw fieldError('photo', 'This photo is larger than 2 MB.')
  if (!isPicture(upload)) throw fieldError('photo', 'Please choose a JPEG, PNG, WebP or GIF picture.')
  const jpeg = await reencodePicture(
    upload,
    (picture) =>
      picture
        .flatten({ background: '#ffffff' })
        .resize(side, side, { fit: 'inside', withoutEnlargement: true })
        .jpeg({ quality: 80 }),
    (message) => fieldError('photo', message),
  )
  return { mimeType: 'image/jpeg', base64: jpeg.toString('base64') }
}
