import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { squareWebp } from './accounts/avatar-image'
import { plainPng } from './png'
import { blackPng, packedText, pngChunk, pngSignature } from './testing/pictures'

const folder = mkdtempSync(join(tmpdir(), 'cafe-pictures-'))
const files: Record<string, string> = {}
const plain = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#c63' } })

beforeAll(async () => {
  const pictures: Record<string, Uint8Array> = {
    wide: blackPng({ width: 64_000, height: 1_000 }),
    interlaced: blackPng({ width: 8_000, height: 8_000, isInterlaced: true }),
    deep: blackPng({ width: 4_000, height: 4_000, depth: 16 }),
    progressive: await plain(4_000, 4_000).jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer(),
    // The dearest that are taken.
    interlacedAtLimit: blackPng({ width: 4_000, height: 4_000, isInterlaced: true }),
    deepAtLimit: blackPng({ width: 2_828, height: 2_828, depth: 16, isInterlaced: true }),
    wideAtLimit: blackPng({ width: 10_000, height: 1_600 }),
    progressiveAtLimit: await plain(4_000, 4_000).jpeg({ progressive: true }).toBuffer(),
    texts: blackPng({ width: 100, height: 100, chunks: Array.from({ length: 20 }, () => packedText(8_000_000)) }),
  }
  for (const [name, picture] of Object.entries(pictures)) {
    files[name] = join(folder, name)
    writeFileSync(files[name], picture)
  }
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Report = { moreMb: number; outcomes: string[] }

/** Takes pictures as avatars at once, in a process of their own. */
async function takeAtOnce(...names: string[]): Promise<Report> {
  const worker = ['--import', 'tsx', '--import', './server/act-as-server.mjs', 'lib/testing/picture-worker.ts']
  const paths = names.map((name) => files[name] ?? name)
  const { stdout } = await promisify(execFile)(process.execPath, [...worker, ...paths], {
    env: { ...process.env, LOG_LEVEL: 'error' },
  })
  return JSON.parse(stdout)
}
const twelveOf = (...names: string[]) => Array.from({ length: 12 }, (_, index) => names[index % names.length] ?? '')

test.each([['wide'], ['interlaced'], ['deep'], ['progressive']])(
  'twelve %s pictures of too many pixels at once are refused with the reason, and cost next to no memory',
  async (name) => {
    const { moreMb, outcomes } = await takeAtOnce(...twelveOf(name))
    expect(new Set(outcomes).size).toBe(1)
    expect(outcomes[0]).toMatch(/^This picture is too large/)
    expect(moreMb).toBeLessThan(100)
  },
  60_000,
)

test('twelve of the dearest pictures that are taken, at once, need less than 300 MB', async () => {
  const dearest = twelveOf('interlacedAtLimit', 'deepAtLimit', 'wideAtLimit', 'progressiveAtLimit')
  const { moreMb, outcomes } = await takeAtOnce(...dearest)
  expect(outcomes[0]).toBe('taken')
  // On a busy machine the last ones may be asked to come back.
  for (const outcome of outcomes) expect(['taken', 'unavailable']).toContain(outcome)
  expect(moreMb).toBeLessThan(300)
}, 120_000)

test('packed texts in a picture are never unpacked', async () => {
  const { moreMb, outcomes } = await takeAtOnce('texts', 'texts', 'texts')
  expect(outcomes).toEqual(['taken', 'taken', 'taken'])
  expect(moreMb).toBeLessThan(60)
}, 60_000)

const png = async () => Buffer.from(await plain(30, 20).png().toBuffer())

test('what a PNG needs to be shown stays: colours, palette, transparency, which way is up', async () => {
  const palette = await sharp({ create: { width: 9, height: 9, channels: 4, background: '#f008' } })
    .png({ palette: true })
    .withMetadata({ orientation: 6 })
    .toBuffer()
  const kept = plainPng(palette)
  expect(await sharp(kept ?? undefined).metadata()).toMatchObject({ orientation: 6, hasAlpha: true })
  const raw = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer()
  expect(await raw(kept ?? new Uint8Array())).toEqual(await raw(palette))
  const photo = await plain(9, 9).jpeg().toBuffer()
  expect(plainPng(photo)).toBe(photo)
})

test.each<[string, () => Promise<Buffer> | Buffer]>([
  ['no header', () => Buffer.concat([pngSignature, pngChunk('IEND')])],
  ['a header twice', async () => Buffer.concat([(await png()).subarray(0, 33), (await png()).subarray(8)])],
  ['no end', async () => (await png()).subarray(0, -12)],
  [
    'a chunk longer than the file',
    () => Buffer.concat([pngSignature, Buffer.from('7fffffff49484452', 'hex'), Buffer.alloc(30)]),
  ],
  ['five thousand chunks', () => blackPng({ width: 9, height: 9, chunks: Array(5_000).fill(pngChunk('IDAT')) })],
  ['nothing behind the signature', () => pngSignature],
])('a PNG with %s is refused before it is decoded', async (_, make) => {
  expect(plainPng(await make())).toBeNull()
  await expect(squareWebp(await make())).rejects.toMatchObject({
    code: 'invalid',
    fields: { avatar: expect.any(String) },
  })
})

test('a JPEG with more scans than any camera makes is refused before it is decoded', async () => {
  const photo = await plain(40, 40).jpeg({ progressive: true }).toBuffer()
  await squareWebp(photo)
  const scan = photo.subarray(photo.lastIndexOf(Buffer.from([0xff, 0xda])), -2)
  const many = Buffer.concat([photo.subarray(0, -2), ...Array(100).fill(scan), photo.subarray(-2)])
  await expect(squareWebp(many)).rejects.toMatchObject({ fields: { avatar: expect.any(String) } })
})
