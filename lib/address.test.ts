import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanAddress, placeOf } from './address'

test.each([
  ['203.0.113.7', '203.0.113.7', '203.0.113.7'],
  [' 203.0.113.7:4711 ', '203.0.113.7', '203.0.113.7'],
  ['2001:DB8:1:2:3:4:5:6', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8::1', '2001:db8:0:0::/64'],
  ['[2001:db8::1]:443', '2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80::1', 'fe80:0:0:0::/64'],
  ['::1', '::1', '0:0:0:0::/64'],
  ['::ffff:203.0.113.7', '203.0.113.7', '203.0.113.7'],
  ['::FFFF:cb00:7107', '203.0.113.7', '203.0.113.7'],
  ['0:0:0:0:0:ffff:203.0.113.7', '203.0.113.7', '203.0.113.7'],
  ['2002:cb00:7107:1::5', '2002:cb00:7107:1::5', '203.0.113.7'],
  ['2002:cb00:7107:ffff:1:2:3:4', '2002:cb00:7107:ffff:1:2:3:4', '203.0.113.7'],
])('%j is the address %s at the place %s', (sent, address, place) => {
  expect(cleanAddress(sent)).toBe(address)
  expect(placeOf(cleanAddress(sent))).toBe(place)
})

test.each([
  '',
  ' ',
  'unknown',
  '_hidden',
  '203.0.113',
  '203.0.113.7.8',
  '999.0.0.1',
  '203.0.113.07',
  '00.0.113.7',
  '0x7f.1',
  '2130706433',
  '2001:db8',
  ':::',
  '[',
  '1.2.3.4]',
  'x'.repeat(500),
  '203.0.113.7\0',
  "'; drop",
])('%j is no address', (sent) => expect(cleanAddress(sent)).toBeNull())

test('everybody in one /64 stands at one place, neighbours do not', () => {
  const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16))
  fc.assert(
    fc.property(fc.array(group, { minLength: 12, maxLength: 12 }), (groups) => {
      const network = ['2001', ...groups.slice(0, 3)].join(':')
      const [one, other] = [groups.slice(4, 8), groups.slice(8, 12)].map((rest) => `${network}:${rest.join(':')}`)
      expect(placeOf(cleanAddress(one ?? ''))).toBe(placeOf(cleanAddress(other ?? '')))
      expect(placeOf(cleanAddress(`2003:${(one ?? '').slice(5)}`))).not.toBe(placeOf(cleanAddress(one ?? '')))
    }),
  )
})
