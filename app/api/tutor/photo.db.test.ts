import sharp from 'sharp'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createPerson, signInCookie } from '@/lib/testing/people'
import { fakeProvider } from '@/lib/tutor/answers/fake-provider.fixture'
import { POST } from './route'

const asked = vi.hoisted(() => ({ headers: new Headers(), jar: new Map<string, string>() }))
vi.mock('next/headers', () => ({
  headers: async () => asked.headers,
  cookies: async () => ({
    get: (name: string) => (asked.jar.has(name) ? { name, value: asked.jar.get(name) } : undefined),
  }),
}))
const { works } = vi.hoisted(() => ({ works: [] as unknown[] }))
vi.mock('next/server', () => ({ after: (work: () => unknown) => void works.push(work()) }))
vi.mock('@/lib/realtime/publish', () => ({ publish: async () => {} }))
let fake = fakeProvider()
vi.mock('@/lib/tutor/provider/choose', () => ({
  getProvider: () => fake.provider,
  providerReadiness: () => 'ready',
}))

beforeEach(async () => {
  fake = fakeProvider()
  const cookie = await signInCookie(await createPerson())
  asked.jar.set(cookie.name, cookie.value)
  asked.headers = new Headers({ origin: 'http://localhost:3000', host: 'localhost:3000' })
})
afterEach(async () => {
  fake.failAll()
  await Promise.all(works.splice(0))
})

function send(photo: Blob, fields: Record<string, string> = { message: 'Is this right?' }) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('photo', photo, 'sheet.jpg')
  return POST(new Request('http://localhost:3000/api/tutor', { method: 'POST', body: form }), undefined as never)
}

const place = { IFD0: { Copyright: 'Ada Lovelace, Canteen Street 5' } }

const jpeg = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#884422' } })
    .withExif(place)
    .jpeg()
    .toBuffer()

const blob = (bytes: Uint8Array) => new Blob([Uint8Array.from(bytes)])

test('a photo goes to the provider made anew: smaller, upright, without what it says of place and owner', async () => {
  const upload = await jpeg(3_000, 1_200)
  expect(upload.includes('Canteen Street')).toBe(true)
  expect((await send(blob(upload))).status).toBe(200)
  const { request } = await fake.next()
  const sent = Buffer.from(request.turns.at(-1)?.photo?.base64 ?? '', 'base64')
  expect(sent.includes('Canteen Street')).toBe(false)
  expect(await sharp(sent).metadata()).toMatchObject({ format: 'jpeg', width: 1_600, height: 640 })
  expect((await sharp(sent).metadata()).exif).toBeUndefined()
})

test.each([
  ['no picture', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), /JPEG, PNG/],
  ['half a picture', async () => (await jpeg(900, 900)).subarray(0, 2_000), /could not be read/],
  ['more than 2 MB', () => Buffer.alloc(2_000_001, 0xff), /larger than 2 MB/],
])('%s is refused beside its field', async (_, make, sentence) => {
  const response = await send(blob(await make()))
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ error: { fields: { photo: expect.stringMatching(sentence) } } })
  expect(fake.countWaiting()).toBe(0)
})

test('a form far beyond a photo is not read', async () => {
  expect((await send(blob(Buffer.alloc(4_000_000)))).status).toBe(413)
})

test('an empty question is refused before a picture is worked on', async () => {
  const response = await send(blob(await jpeg(10, 10)), { message: ' ' })
  expect(await response.json()).toMatchObject({ error: { fields: { message: 'Enter a message' } } })
})

test('thousands of parts are not parsed', async () => {
  const part = '--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\nx\r\n'
  const words = '--x\r\nContent-Disposition: form-data; name="message"\r\n\r\nHi\r\n--x--\r\n'
  const parsed = vi.spyOn(Response.prototype, 'formData')
  const request = new Request('http://localhost:3000/api/tutor', {
    method: 'POST',
    body: part.repeat(20_000) + words,
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  })
  expect((await POST(request, undefined as never)).status).toBe(400)
  expect(parsed).not.toHaveBeenCalled()
})

test('a form that is none is refused', async () => {
  const headers = { 'content-type': 'multipart/form-data; boundary=x' }
  const request = new Request('http://localhost:3000/api/tutor', { method: 'POST', body: '--y\r\nno', headers })
  expect((await POST(request, undefined as never)).status).toBe(400)
})
