import { expect, test } from 'vitest'
import { isLoopback } from './loopback.mjs'
import { isLocalMode } from './rules.mjs'

const own = [
  ...['localhost', 'LOCALHOST', 'localhost.', 'cafe.localhost', 'a.b.localhost'],
  ...['127.0.0.1', '127.9.9.9', '127.255.255.255'],
  ...['::1', '[::1]', '0:0:0:0:0:0:0:1', '[0000::0001]'],
  ...['::ffff:127.0.0.1', '[::ffff:127.0.0.1]', '::FFFF:7f00:1', '[::ffff:7fff:ffff]'],
]

const foreign = [
  ...['', 'localhost.example', 'notlocalhost', 'localhost.evil.example', '.localhost', 'a..localhost'],
  ...['0.0.0.0', '10.0.0.1', '126.0.0.1', '128.0.0.1', '127.0.0.1.example.com', '127.0.0.256', '127.1', '1270.0.0.1'],
  ...['::', '[::]', '::2', '1::1', '::1:1', '[::1', '::1]', '[::1]:80', '::ffff:10.0.0.1', '[::ffff:8000:1]'],
  ...['fe80::1', '::127.0.0.1', '64:ff9b::127.0.0.1', '::1@evil.example', 'localhost:3000', '[::1]/x', '::1%25lo'],
]

test.each(own)('%s is this machine', (host) => {
  expect(isLoopback(host)).toBe(true)
})

test.each(foreign)('"%s" is not', (host) => {
  expect(isLoopback(host)).toBe(false)
})

test.each(['http://localhost:3000', 'http://cafe.localhost', 'http://[::1]:3000', 'http://[::ffff:127.0.0.1]'])(
  '%s means local mode',
  (NEXTAUTH_URL) => {
    expect(isLocalMode({ NEXTAUTH_URL })).toBe(true)
    expect(isLocalMode({ NEXTAUTH_URL, VERCEL: '1' })).toBe(false)
  },
)

test('a name that only begins like this machine does not open local mode', () => {
  for (const NEXTAUTH_URL of ['https://localhost.evil.example', 'https://127.0.0.1.evil.example', 'http://[::2]'])
    expect(isLocalMode({ NEXTAUTH_URL })).toBe(false)
})
