import 'server-only'
import { db } from '@/db/client'
import type { Viewer } from '@/lib/accounts/viewer'
import { parseJsonBody } from '@/lib/api'
import { readBody, readBytes } from '@/lib/body'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/guard'
import { takeFromLimit } from '@/lib/rate-limit'
import { photoLimit } from '../limits'
import { readPhoto } from '../photo'
import type { Photo } from '../provider/provider'
import { requireQuota } from '../quota'
import { tutorLimits } from '../rules'
import { type AskTutorInput, askSchema, editSchema, regenerateSchema } from '../schemas'

/** What stands around a photo in its form, question and attempt included; in bytes. */
const maxTextBytes = 64 * 1024

/** Fields of a question with a photo, and some to spare. Parsing a part costs the same however little is in it. */
const maxParts = 12

/**
 * The question in a request: JSON, or a form when a photo goes along.
 * @throws AppError `invalid` beside the field, `too-large`, `too-many`, `unavailable` when many photos come in at once
 */
export async function readQuestion(
  request: Request,
  viewer: Viewer,
  now: Date,
): Promise<{ input: AskTutorInput; photo: Photo | null }> {
  const isForm = /^multipart\/form-data\b/i.test(request.headers.get('content-type') ?? '')
  const { sent, upload } = isForm
    ? await readForm(request, viewer, now)
    : { sent: parseJsonBody(await readBody(request)), upload: null }
  // The words first: a picture is only worked on for a question that can be asked.
  const input = parseInput(schemaOf(sent), sent) as AskTutorInput
  return { input, photo: upload && (await readPhoto(upload)) }
}

const schemaOf = (sent: object) => ('regenerate' in sent ? regenerateSchema : 'edit' in sent ? editSchema : askSchema)

/** Whoever may not ask any more today has nothing read for them. */
async function readForm(
  request: Request,
  viewer: Viewer,
  now: Date,
): Promise<{ sent: object; upload: Uint8Array | null }> {
  await takeFromLimit(photoLimit, viewer.id, now)
  await requireQuota(db, viewer, now)
  const body = await readBytes(request, tutorLimits.photoBytes + maxTextBytes)
  const headers = { 'Content-Type': request.headers.get('content-type') ?? '' }
  if (countParts(body, headers['Content-Type']) > maxParts) throw new AppError('invalid', 'We couldn’t read that.')
  const form = await new Response(body, { headers }).formData().catch((cause: unknown) => {
    throw new AppError('invalid', 'We couldn’t read that.', { cause })
  })
  const fields = [...form].filter((field): field is [string, string] => typeof field[1] === 'string' && field[1] !== '')
  const photo = form.get('photo')
  return {
    sent: Object.fromEntries(fields),
    upload: photo instanceof Blob && photo.size > 0 ? new Uint8Array(await photo.arrayBuffer()) : null,
  }
}

/** How many parts a form announces; as many as there can be when its boundary cannot be told. */
function countParts(body: Buffer, contentType: string): number {
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? []
  const boundary = quoted ?? plain
  if (!boundary) return Number.POSITIVE_INFINITY
  const mark = Buffer.from(`--${boundary}`, 'latin1')
  let parts = 0
  for (let at = body.indexOf(mark); at !== -1 && parts <= maxParts; at = body.indexOf(mark, at + mark.length)) parts++
  return parts
}
