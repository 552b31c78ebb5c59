import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eventData } from './sse'

async function* pieces(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)
  let start = 0
  for (const end of ends) {
    yield bytes.subarray(start, end)
    start = end
  }
}

async function readAll(text: string | Uint8Array, cuts: readonly number[] = []): Promise<string[]> {
  const read: string[] = []
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  for await (const data of eventData(pieces(bytes, cuts))) read.push(data)
  return read
}

const texts = fc.array(fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => JSON.stringify({ text })))

test('events arrive whole wherever the connection cuts them, with any line end', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.constantFrom('\n', '\r\n', '\r'), fc.array(fc.nat()), async (sent, end, cuts) => {
      expect(await readAll(sent.map((data) => `data: ${data}${end}${end}`).join(''), cuts)).toEqual(sent)
    }),
  )
})

test.each<[string, string, string[]]>([
  ['comments are skipped', ': ping\n\ndata: a\n: ping\n\n', ['a']],
  ['other fields are skipped', 'event: x\nid: 1\nretry: 5\ndata: a\n\n', ['a']],
  ['several lines of data are one event', 'data: a\ndata: b\n\n', ['a\nb']],
  ['the space after the colon may be missing, and only one is taken', 'data:a\n\ndata:  b\n\n', ['a', ' b']],
  ['a last event without its blank line counts', 'data: a\n\ndata: b\n', ['a', 'b']],
  ['and without its line end', 'data: a\n\ndata: b', ['a', 'b']],
  ['line ends may be mixed', 'data: a\r\n\ndata: b\n\r\n', ['a', 'b']],
  ['nothing is nothing', '', []],
])('%s', async (_, sent, read) => {
  expect(await readAll(sent)).toEqual(read)
})

test('a line end may be cut in two', async () => {
  const sent = 'data: a\r\ndata: b\r\n\r\n'
  for (let cut = 0; cut <= sent.length; cut++) expect(await readAll(sent, [cut])).toEqual(['a\nb'])
})

test('what is no UTF-8 is refused', async () => {
  await expect(readAll(Uint8Array.of(0x64, 0xff, 0x0a))).rejects.toThrow(TypeError)
  await expect(readAll(Uint8Array.of(0x64, 0xc3))).rejects.toThrow(TypeError)
})
