import { afterEach, expect, test, vi } from 'vitest'
import { log } from './log'
import { inRequest, noteViewer } from './request-context'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

/** The line that is written about an error. */
function lineOf(error: unknown): {
  error: { message: string; code?: string; stack?: string; cause?: { message: string; code?: string } }
} {
  vi.stubEnv('LOG_LEVEL', 'info')
  const written: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
  log.error('test.failed', { error })
  return JSON.parse(written[0] ?? '{}')
}

test("Pusher's library says why in `error`, and the log says it too", () => {
  const refused = Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  const error = Object.assign(new Error('Request failed with an error'), { name: 'PusherRequestError', error: refused })
  expect(lineOf(error).error.cause).toMatchObject({
    message: 'self-signed certificate',
    code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
  })
})

test('a failed query names the code of its cause, and the first of several tries to connect', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED ::1:5432'), { code: 'ECONNREFUSED' })
  const tries = Object.assign(new AggregateError([refused]), { code: 'ECONNREFUSED' })
  const { error } = lineOf(new Error('Failed query: select 1\nparams: a@b.example', { cause: tries }))
  expect(error.message).toBe('Failed query: select 1')
  expect(error.cause).toMatchObject({ code: 'ECONNREFUSED', cause: { message: 'connect ECONNREFUSED ::1:5432' } })
})

test('of an address that failed the query stays out: it may be signed', () => {
  const failed = new Error('request to http://127.0.0.1:6001/apps/1/events?auth_signature=abc&x=1 failed, reason: gone')
  const { error } = lineOf(Object.assign(new Error('Request failed'), { error: failed }))
  expect(error.cause?.message).toBe('request to http://127.0.0.1:6001/apps/1/events?… failed, reason: gone')
})

test('an error without a code or cause has neither', () => {
  const { error } = lineOf(new Error('plain'))
  expect(error).not.toHaveProperty('code')
  expect(error).not.toHaveProperty('cause')
})

test('what was written is nowhere in the line: not in the message, the stack, a cause, or the details of a database', () => {
  const words = 'secret words\n    at a secret table\nmore secret words\nparams: secret again'
  const detail = 'Key (email)=(secret@cafe.example) already exists.'
  const fields = { name: 'PostgresError', code: '23505', detail, parameters: [words], where: words, query: 'insert' }
  const cause = Object.assign(new Error('duplicate key value violates unique constraint "users_email"'), fields)
  const failed = new Error(`Failed query: insert into "x"\nvalues ($1)\nparams: ${words},7`, { cause })
  const wrapped = new Error(`Saving did not work: ${failed.message}`, { cause: failed })
  for (const error of [failed, wrapped]) {
    const line = lineOf(error)
    expect(JSON.stringify(line)).not.toContain('secret')
    expect(JSON.stringify(line)).toContain('users_email')
    expect(line.error.stack).toMatch(/^ {4}at .*log\.test\.ts:\d+:\d+/)
  }
})

test('a value that the database could not read stays out of its message', () => {
  const unreadable = Object.assign(new Error('invalid input syntax for type uuid: "secret"'), { code: '22P02' })
  expect(JSON.stringify(lineOf(unreadable))).not.toContain('secret')
  expect(lineOf(unreadable).error).toMatchObject({ message: 'invalid input syntax for type uuid', code: '22P02' })
})

test('an error that is no Error of this realm, or hangs on another one as a field, tells no more', () => {
  const failed = new Error('Failed query: x\nparams: secret')
  const foreign = { name: 'Error', message: failed.message, stack: failed.stack, params: ['secret'], query: 'x' }
  expect(JSON.stringify(lineOf(foreign))).not.toContain('secret')
  expect(JSON.stringify(lineOf({ error: failed, providerId: 'google' }))).not.toContain('secret')
  const several = Object.assign(new AggregateError([failed, failed]), { code: 'X' })
  expect(JSON.stringify(lineOf(several))).not.toContain('secret')
})

/** Lines as they are written, read back. */
function writtenDuring(): () => Record<string, unknown>[] {
  vi.stubEnv('LOG_LEVEL', 'info')
  const written: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
  return () => written.map((line) => JSON.parse(line))
}

test('every line of a request names it and its viewer, also after a wait and beside other requests', async () => {
  const lines = writtenDuring()
  let proceed = () => {}
  const both = new Promise<void>((resolve) => (proceed = resolve))
  const work = (viewerId: string) => async () => {
    log.info('before')
    await both
    noteViewer(viewerId)
    await Promise.resolve()
    log.info('after', { of: viewerId })
  }
  const running = [inRequest(work('ada'), 'request-1'), inRequest(work('bob'), 'request-2')]
  proceed()
  await Promise.all(running)
  log.info('outside')
  expect(lines().map(({ at: _, level: __, ...line }) => line)).toEqual([
    { event: 'before', requestId: 'request-1' },
    { event: 'before', requestId: 'request-2' },
    { event: 'after', of: 'ada', requestId: 'request-1', viewerId: 'ada' },
    { event: 'after', of: 'bob', requestId: 'request-2', viewerId: 'bob' },
    { event: 'outside' },
  ])
})

test('what is begun within a request belongs to it', () => {
  const lines = writtenDuring()
  inRequest(() => inRequest(() => log.info('inner'), 'another-id'), 'the-request')
  expect(lines()).toMatchObject([{ requestId: 'the-request' }])
})
