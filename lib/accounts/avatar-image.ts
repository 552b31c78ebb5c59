import 'server-only'
import { AppError, fieldError } from '@/lib/errors'
import { reencodePicture } from '@/lib/pictures'
import { avatarMaxBytes, isPicture } from './rules'

/** Side of the square, in pixels. */
const side = 256

/**
 * A picture as a 256x256 WebP of its middle, upright, without metadata (where it was taken is nobody's business).
 * @throws AppError beside `avatar`: too large, not a picture, damaged; `unavailable` when many come in at once.
 */
export async function squareWebp(upload: Uint8Array): Promise<Buffer> {
  if (upload.byteLength > avatarMaxBytes) throw fieldError('avatar', 'This picture is larger than 2 MB.')
  if (!isPicture(upload)) throw fieldError('avatar', 'Please choose a JPEG, PNG, WebP or GIF picture.')
  return reencodePicture(
    upload,
    (picture) => picture.resize(side, side, { fit: 'cover', position: 'centre' }).webp({ quality: 82 }),
    (message, cause) => new AppError('invalid', undefined, { fields: { avatar: message }, cause }),
  )
}
