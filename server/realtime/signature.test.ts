import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apiAuthProblem, hmacHex, isBodyIntact, isChannelAuth, isUserAuth, sameText } from './signature'

/** The worked examples of Pusher's documentation. */
const docsKeys = { key: '278d425bdf160c739803', secret: '7ad3773142a6692b25b8' }

describe('channel and user authorisation', () => {
  it("accepts the documentation's private channel example", () => {
    const auth = `${docsKeys.key}:58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4`
    expect(isChannelAuth(docsKeys, auth, '1234.1234', 'private-foobar')).toBe(true)
    expect(isChannelAuth(docsKeys, auth, '1234.1235', 'private-foobar')).toBe(false)
    expect(isChannelAuth(docsKeys, auth, '1234.1234', 'private-fooba')).toBe(false)
  })

  it("accepts the documentation's presence channel example, with its data only", () => {
    const auth = `${docsKeys.key}:afaed3695da2ffd16931f457e338e6c9f2921fa133ce7dac49f529792be6304c`
    // The example was signed before the documentation renamed its user.
    const data = '{"user_id":10,"user_info":{"name":"Mr. Pusher"}}'
    expect(isChannelAuth(docsKeys, auth, '1234.1234', 'presence-foobar', data)).toBe(true)
    expect(isChannelAuth(docsKeys, auth, '1234.1234', 'presence-foobar')).toBe(false)
    expect(isChannelAuth(docsKeys, auth, '1234.1234', 'presence-foobar', data.replace('10', '11'))).toBe(false)
    expect(isChannelAuth(docsKeys, auth.slice(0, -1), '1234.1234', 'presence-foobar', data)).toBe(false)
  })

  it("accepts the documentation's user authentication example", () => {
    const auth = `${docsKeys.key}:4708d583dada6a56435fb8bc611c77c359a31eebde13337c16ab43aa6de336ba`
    expect(isUserAuth(docsKeys, auth, '1234.1234', '{"id":"12345"}')).toBe(true)
    expect(isUserAuth(docsKeys, auth, '1234.1234', '{"id":"12346"}')).toBe(false)
  })

  it('refuses an auth of another app, a bare signature and nothing at all', () => {
    const signature = hmacHex(docsKeys.secret, '1.2:private-a')
    for (const auth of ['', signature, `other:${signature}`, `${docsKeys.key}:`, `${docsKeys.key}:${signature}0`]) {
      expect(isChannelAuth(docsKeys, auth, '1.2', 'private-a')).toBe(false)
    }
  })
})

describe('HTTP API requests', () => {
  const nowMs = 1353088179_000
  const SIGNATURE = 'da454824c97ba181a32ccc17a72625ba02771f50b50e1e7430e47a1f3f457e6c'
  const example = (changes: Record<string, string> = {}) => ({
    method: 'POST',
    path: '/apps/3/events',
    query: new URLSearchParams({
      auth_key: docsKeys.key,
      auth_timestamp: '1353088179',
      auth_version: '1.0',
      body_md5: 'ec365a775a4cd0599faeb73354201b6f',
      auth_signature: SIGNATURE,
      ...changes,
    }),
  })

  it("accepts the documentation's worked example", () => {
    expect(apiAuthProblem(docsKeys, example(), nowMs)).toBeNull()
    const body = Buffer.from('{"name":"foo","channels":["project-3"],"data":"{\\"some\\":\\"data\\"}"}')
    expect(isBodyIntact(body, example().query)).toBe(true)
    expect(isBodyIntact(Buffer.concat([body, Buffer.from(' ')]), example().query)).toBe(false)
  })

  it('does not care in which order parameters were sent', () => {
    const request = example()
    const query = new URLSearchParams([...request.query].reverse())
    expect(apiAuthProblem(docsKeys, { ...request, query }, nowMs)).toBeNull()
  })

  it('accepts the clock 600 seconds off and not a second more', () => {
    for (const [offset, fine] of [
      [600, true],
      [-600, true],
      [601, false],
      [-601, false],
    ] as const) {
      expect(apiAuthProblem(docsKeys, example(), nowMs + offset * 1000) === null).toBe(fine)
    }
  })

  it('refuses any change to what was signed', () => {
    const changes: Record<string, string>[] = [
      { auth_signature: SIGNATURE.replace('d', 'e') },
      { auth_signature: '' },
      { auth_key: 'other' },
      { auth_version: '2.0' },
      { auth_timestamp: '1353088180' },
      { auth_timestamp: 'NaN' },
      { auth_timestamp: '1e9' },
      { body_md5: '00' },
      { info: 'user_count' },
    ]
    for (const change of changes) expect(apiAuthProblem(docsKeys, example(change), nowMs)).toBeTypeOf('string')
    expect(apiAuthProblem(docsKeys, { ...example(), method: 'GET' }, nowMs)).toBeTypeOf('string')
    expect(apiAuthProblem(docsKeys, { ...example(), path: '/apps/4/events' }, nowMs)).toBeTypeOf('string')
    expect(apiAuthProblem(docsKeys, { ...example(), query: new URLSearchParams() }, nowMs)).toBeTypeOf('string')
  })

  it('accepts a path signed before it was escaped, but never another path', () => {
    const signedFor = (path: string) => {
      const query = new URLSearchParams({ auth_key: docsKeys.key, auth_timestamp: '1353088179', auth_version: '1.0' })
      query.set('auth_signature', hmacHex(docsKeys.secret, `POST\n${path}\n${decodeURIComponent(query.toString())}`))
      return query
    }
    const answer = (signed: string, sent: string) =>
      apiAuthProblem(docsKeys, { method: 'POST', path: sent, query: signedFor(signed) }, nowMs) === null
    expect(answer('/apps/3/users/ä b/x', '/apps/3/users/%C3%A4%20b/x')).toBe(true)
    expect(answer('/apps/3/users/a%20b/x', '/apps/3/users/a%20b/x')).toBe(true)
    expect(answer('/apps/3/users/a/x', '/apps/3/users/a%2Fx')).toBe(false)
    expect(answer('/apps/3/users/a', '/apps/3/users/%zz')).toBe(false)
  })

  it('takes a body without body_md5 for a changed one', () => {
    expect(isBodyIntact(Buffer.from('{}'), new URLSearchParams())).toBe(false)
    expect(isBodyIntact(Buffer.alloc(0), new URLSearchParams())).toBe(true)
  })
})

it('compares texts exactly, whatever their length', () => {
  fc.assert(fc.property(fc.string(), fc.string(), (a, b) => sameText(a, b) === (a === b) && sameText(a, a)))
})
