import { tutorLimits } from '@/lib/tutor/rules'
import type { Photo } from './tutor-state'

/** What a photo may be: what the server's own decoder reads. */
export const photoTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'] as const

/** The longer side of what is sent, in pixels: handwriting is still read. */
const maxSide = 1_600

/** Tried in this order until the picture is small enough. */
const qualities = [0.85, 0.7, 0.55, 0.4]

/** Why a picture cannot go along, for the person. */
export class PhotoProblem extends Error {}

const unreadable = 'We couldn’t read that picture. Try another one.'

/**
 * A picture as it is sent: as it is when it is small, else redrawn as a JPEG of at most 1,600 pixels and 2 MB, which
 * also leaves out where it was taken.
 * @throws PhotoProblem with a sentence for the person
 */
export async function shrinkPhoto(file: File): Promise<Photo> {
  if (!photoTypes.some((type) => type === file.type)) throw new PhotoProblem('Choose a JPEG, PNG, WebP or GIF picture.')
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => {
    throw new PhotoProblem(unreadable)
  })
  try {
    const { width, height, isSmaller } = sizeWithin(picture, maxSide)
    if (!isSmaller && file.size < tutorLimits.photoBytes) return { blob: file, name: file.name }
    const blob = await firstSmallEnough((quality) => redraw(picture, width, height, quality))
    return { blob, name: `${file.name.replace(/\.[^.]*$/, '')}.jpg` }
  } finally {
    picture.close()
  }
}

/** The size of a picture whose longer side is at most `max`. */
export function sizeWithin({ width, height }: { width: number; height: number }, max: number) {
  const scale = Math.min(1, max / Math.max(width, height))
  const scaled = (side: number) => Math.max(1, Math.round(side * scale))
  return { width: scaled(width), height: scaled(height), isSmaller: scale < 1 }
}

/** The best quality that fits. @throws PhotoProblem when none does */
export async function firstSmallEnough(draw: (quality: number) => Promise<Blob | null>): Promise<Blob> {
  for (const quality of qualities) {
    const blob = await draw(quality)
    if (!blob) throw new PhotoProblem(unreadable)
    if (blob.size < tutorLimits.photoBytes) return blob
  }
  throw new PhotoProblem('This picture is too large. Crop it to the part that matters.')
}

function redraw(picture: ImageBitmap, width: number, height: number, quality: number): Promise<Blob | null> {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')
  if (!context) return Promise.resolve(null)
  // What is transparent would be black in a JPEG.
  context.fillStyle = 'white'
  context.fillRect(0, 0, width, height)
  context.drawImage(picture, 0, 0, width, height)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
}
