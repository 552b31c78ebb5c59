import type { Socket } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AddressCounts, visitorAddress } from './visitor-address'

const addressOf = (remoteAddress: string | undefined, headers = {}, header: string | null = null) =>
  visitorAddress({ headers, socket: { remoteAddress } as Socket }, header)

describe('visitorAddress', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:c000:207', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    [undefined, 'unknown'],
  ])('a connection from %s is %s', (remote, group) => expect(addressOf(remote)).toBe(group))

  it.each([
    ['198.51.100.4', '198.51.100.4'],
    ['203.0.113.9, 198.51.100.4', '198.51.100.4'],
    ['198.51.100.4:51234', '198.51.100.4'],
    ['[2001:db8:1:2::9]:51234', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:ffff::1', '2001:db8:1:2::/64'],
    ['unknown', '127.0.0.1'],
    ['', '127.0.0.1'],
  ])('a proxy that states %j speaks of %s', (stated, group) =>
    expect(addressOf('127.0.0.1', { 'x-real-ip': stated }, 'X-Real-IP')).toBe(group),
  )

  it('believes no header that is not the named one', () => {
    const forged = { 'x-forwarded-for': '203.0.113.9', 'x-real-ip': '203.0.113.9' }
    expect(addressOf('192.0.2.7', forged)).toBe('192.0.2.7')
    expect(addressOf('192.0.2.7', forged, 'cf-connecting-ip')).toBe('192.0.2.7')
  })

  it('takes all addresses of one /64 for one, however they are written, and of two for two', () => {
    const part = fc.integer({ min: 0, max: 0xffff })
    const four = fc.tuple(part, part, part, part)
    fc.assert(
      fc.property(four, four, four, ([a, ...net], host, other) => {
        const prefix = [0x2000 | (a & 0xfff), ...net].map((n) => n.toString(16)).join(':')
        const whole = (rest: number[]) => `${prefix}:${rest.map((n) => n.toString(16).padStart(4, '0')).join(':')}`
        expect(addressOf(whole(host))).toBe(addressOf(whole(other).toUpperCase()))
        expect(addressOf(whole(host))).not.toBe(addressOf(`3${whole(host).slice(1)}`))
      }),
    )
  })
})

it('counts what is open, and forgets an address with its last connection', () => {
  const counts = new AddressCounts()
  counts.add('a')
  counts.add('a')
  counts.remove('a')
  expect([counts.get('a'), counts.get('b')]).toEqual([1, 0])
  counts.remove('a')
  expect(counts).toEqual(new AddressCounts())
})
