import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { JsonError } from './json'
import { closeCodes, errorEvent, eventFrame, field, frame, parseMessage } from './protocol'

/** Reads a frame as RFC 6455 says, independently of how it was built. */
function payloadOf(bytes: Buffer): string {
  expect(bytes[0]).toBe(0x81)
  const short = bytes.readUInt8(1)
  expect(short & 0x80).toBe(0)
  const [head, length] =
    short < 126 ? [2, short] : short === 126 ? [4, bytes.readUInt16BE(2)] : [10, Number(bytes.readBigUInt64BE(2))]
  expect(bytes.length).toBe(head + length)
  return bytes.toString('utf8', head)
}

describe('frame', () => {
  it('keeps any text, also around the lengths where the header grows', () => {
    for (const length of [0, 1, 125, 126, 65_535, 65_536])
      expect(payloadOf(frame('x'.repeat(length)))).toHaveLength(length)
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => payloadOf(frame(text)) === text))
  })
})

it('carries errors as plain objects, with null where no number is published', () => {
  expect(errorEvent('no', null)).toEqual({ event: 'pusher:error', data: { code: null, message: 'no' } })
  const error = errorEvent('slow', closeCodes.clientEventRejected, 'private-a')
  expect(payloadOf(eventFrame(error))).toBe(
    '{"event":"pusher:error","channel":"private-a","data":{"code":4301,"message":"slow"}}',
  )
})

describe('parseMessage', () => {
  it('takes objects with an event name and nothing else', () => {
    expect(parseMessage('{"event":"a","channel":"b","data":{"c":1}}')).toEqual({
      event: 'a',
      channel: 'b',
      data: { c: 1 },
    })
    const bad = ['', 'null', '1', '"a"', '[]', '{}', '{"event":1}', '{"event":null}', '[{"event":"a"}]', '{"event":"a"']
    for (const text of bad) expect(() => parseMessage(text)).toThrow(JsonError)
  })

  it('throws nothing else and never reads inherited properties', () => {
    const isReadOrRefused = (text: string) => {
      try {
        return Boolean(parseMessage(text))
      } catch (error) {
        return error instanceof JsonError
      }
    }
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), isReadOrRefused))
    expect(() => parseMessage('{"__proto__":{"event":"a"}}')).toThrow(JsonError)
    expect(field({}, 'toString')).toBeUndefined()
    expect(field([1], 'length')).toBeUndefined()
  })
})
