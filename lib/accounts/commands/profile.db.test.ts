import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { transaction } from '@/db/client'
import { blocks } from '@/db/schema'
import { createPerson, viewerOf } from '@/lib/testing/people'
import { pngChunk } from '@/lib/testing/pictures'
import { findAvatar, getOwnProfile, getPerson } from '../queries'
import type { ProfileInput } from '../schemas'
import { removeAvatar, updateProfile, uploadAvatar } from './profile'

const now = new Date()
const profile: ProfileInput = {
  bio: 'Organic chemistry',
  gender: 'other',
  timeZone: 'Europe/Berlin',
  visibility: 'public',
}
const notFound = { code: 'not-found' }

test('changes the own profile; an unknown zone is refused beside its field and nothing changes', async () => {
  const viewer = await viewerOf(await createPerson())
  await updateProfile(viewer, profile, now)
  expect(await getOwnProfile(viewer, now)).toMatchObject(profile)
  for (const timeZone of ['Mars/Olympus', '../etc', "'; drop table users; --"]) {
    const attempt = updateProfile(viewer, { ...profile, bio: 'x', timeZone }, now)
    await expect(attempt).rejects.toMatchObject({ fields: { timeZone: expect.any(String) } })
  }
  expect(await getOwnProfile(viewer, now)).toMatchObject(profile)
})

test('who sees a profile: everybody, members, nobody else; missing and forbidden look alike', async () => {
  const owner = await createPerson()
  const [own, member] = [await viewerOf(owner), await viewerOf(await createPerson())]
  const seenBy = (visitor: typeof member | null) =>
    getPerson(visitor, owner.username.toUpperCase()).then(
      () => true,
      (error: { code: string; message: string }) => error.message,
    )
  const missing = await getPerson(member, 'nobody_here').catch((error: Error) => error.message)
  await updateProfile(own, { ...profile, visibility: 'public' }, now)
  expect([await seenBy(null), await seenBy(member), await seenBy(own)]).toEqual([true, true, true])
  await updateProfile(own, { ...profile, visibility: 'members' }, now)
  expect([await seenBy(null), await seenBy(member), await seenBy(own)]).toEqual([missing, true, true])
  await updateProfile(own, { ...profile, visibility: 'private' }, now)
  expect([await seenBy(null), await seenBy(member), await seenBy(own)]).toEqual([missing, missing, true])
})

test('people who blocked each other do not find each other, whoever did it', async () => {
  const [one, other] = [await createPerson(), await createPerson()]
  await transaction((tx) => tx.insert(blocks).values({ blockerId: one.id, blockedId: other.id, createdAt: now }))
  await expect(getPerson(await viewerOf(one), other.username)).rejects.toMatchObject(notFound)
  await expect(getPerson(await viewerOf(other), one.username)).rejects.toMatchObject(notFound)
})

test('what others see has no address, no gender, no zone', async () => {
  const person = await createPerson()
  const seen = await getPerson(await viewerOf(await createPerson()), person.username)
  expect(Object.keys(seen).toSorted()).toEqual(
    ['avatarUrl', 'bio', 'focusMinutes', 'id', 'isViewer', 'level', 'memberSince', 'sessions', 'username'].toSorted(),
  )
})

const picture = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#c63' } })

test('a picture becomes a square WebP without its metadata', async () => {
  const person = await createPerson()
  const viewer = await viewerOf(person)
  const photo = await picture(900, 600)
    .withExif({ IFD3: { GPSLatitude: '52/1 30/1 0/1' } })
    .jpeg()
    .toBuffer()
  await uploadAvatar(viewer, photo, now)
  const { avatarUrl } = await viewerOf(person)
  const digest = avatarUrl?.split('/').at(-1) ?? ''
  const image = await findAvatar(null, person.username, digest)
  const metadata = await sharp(image ?? Buffer.alloc(0)).metadata()
  expect(metadata).toMatchObject({ format: 'webp', width: 256, height: 256 })
  expect(metadata.exif).toBeUndefined()
  expect(await findAvatar(null, person.username, 'x'.repeat(64))).toBeNull()
  await removeAvatar(viewer)
  expect(await findAvatar(null, person.username, digest)).toBeNull()
  expect((await viewerOf(person)).avatarUrl).toBeNull()
})

test('a picture taken upside down stands upright', async () => {
  const viewer = await viewerOf(await createPerson())
  const half = await sharp({ create: { width: 300, height: 150, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()
  const photo = await picture(300, 300)
    .composite([{ input: half, top: 0, left: 0 }])
    .withMetadata({ orientation: 3 })
    .jpeg()
    .toBuffer()
  await uploadAvatar(viewer, photo, now)
  const { avatarUrl } = (await viewerOf(viewer)) ?? {}
  const image = await findAvatar(null, viewer.username, avatarUrl?.split('/').at(-1) ?? '')
  const { data } = await sharp(image ?? Buffer.alloc(0))
    .raw()
    .toBuffer({ resolveWithObject: true })
  // Orientation 3 is a half turn: the white half is at the bottom now.
  expect(data[0]).toBeLessThan(data[data.length - 3] ?? 0)
})

/** Width and height (20,000), then 1 bit of grey, no interlacing: a whole picture, only absurdly large. */
const bombHeader = Buffer.from([0, 0, 0x4e, 0x20, 0, 0, 0x4e, 0x20, 1, 0, 0, 0, 0])

test.each<[string, () => Promise<Uint8Array> | Uint8Array]>([
  ['an SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
  ['an SVG that begins like a GIF', () => Buffer.from('GIF89a<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['HTML', () => Buffer.from('<!doctype html><script>alert(1)</script>')],
  ['nothing', () => new Uint8Array()],
  ['a cut-off picture', async () => (await picture(500, 500).png().toBuffer()).subarray(0, 200)],
  ['a TIFF', () => picture(20, 20).tiff().toBuffer()],
  [
    'a bomb: 20,000 x 20,000 pixels in few bytes',
    () =>
      Buffer.concat([
        Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
        pngChunk('IHDR', bombHeader),
        pngChunk('IDAT', deflateSync(Buffer.alloc(20_000 * 2_501))),
        pngChunk('IEND'),
      ]),
  ],
  ['more than 2 MB', () => Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(2_100_000)])],
])(
  'refuses %s beside the field and keeps what was there',
  async (_, upload) => {
    const viewer = await viewerOf(await createPerson())
    await uploadAvatar(viewer, await picture(50, 50).webp().toBuffer(), now)
    const before = (await viewerOf(viewer)).avatarUrl
    const attempt = uploadAvatar(viewer, await upload(), now)
    await expect(attempt).rejects.toMatchObject({ code: 'invalid', fields: { avatar: expect.any(String) } })
    expect((await viewerOf(viewer)).avatarUrl).toBe(before)
  },
  30_000,
)

test('somebody unverified puts no picture before others', async () => {
  const viewer = await viewerOf(await createPerson({ isVerified: false }))
  const attempt = uploadAvatar(viewer, await picture(50, 50).webp().toBuffer(), now)
  await expect(attempt).rejects.toMatchObject({ code: 'unverified' })
  expect((await viewerOf(viewer)).avatarUrl).toBeNull()
})
