import { afterEach, expect, test, vi } from 'vitest'
import { onRequestError } from '@/instrumentation'
import { inRequest } from './request-context'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

const request = {
  path: '/reset-password/a-secret-link?token=a-secret-link',
  method: 'GET',
  headers: { cookie: 'cafe.session=a-secret-cookie', 'x-request-id': 'the-id-of-the-request' },
}
const context = {
  routerKind: 'App Router',
  routePath: '/reset-password/[token]',
  routeType: 'render',
  renderSource: 'react-server-components',
  revalidateReason: undefined,
} as const

/** The lines about one error, as text. */
async function linesAbout(error: unknown, sent: typeof request = request): Promise<string[]> {
  vi.stubEnv('NEXT_RUNTIME', 'nodejs')
  const written: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
  await onRequestError(error, sent, context)
  return written
}

const thrown = (digest?: string) =>
  Object.assign(new Error('Failed query: select 1\nparams: a-secret-value'), { digest })

test('the number on the error page leads to one line, which names the request, the route and the cause', async () => {
  const lines = await linesAbout(thrown('2338004829'))
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({
      level: 'error',
      event: 'request.failed',
      digest: '2338004829',
      requestId: 'the-id-of-the-request',
      method: 'GET',
      route: '/reset-password/[token]',
      error: expect.objectContaining({ message: 'Failed query: select 1' }),
    }),
  ])
})

test('nothing that a person sent is in it: no address, no cookie, no value of a query', async () => {
  expect((await linesAbout(thrown('1'))).join()).not.toContain('secret-')
})

test('it belongs to the request under way, whatever id was sent; one that is none gets another', async () => {
  const [within = ''] = await inRequest(() => linesAbout(thrown('1')), 'the-request-under-way')
  expect(JSON.parse(within).requestId).toBe('the-request-under-way')
  const [odd = ''] = await linesAbout(thrown('1'), {
    ...request,
    headers: { ...request.headers, 'x-request-id': '{"level":"info"}' },
  })
  expect(JSON.parse(odd).requestId).toMatch(/^[\w-]{36}$/)
})

test.each([undefined, null, 'a text', 7, {}, { digest: 'NEXT_HTTP_ERROR_FALLBACK;404\nline' }])(
  'whatever is thrown, there is a line: %j',
  async (what) => {
    const [line = ''] = await linesAbout(what)
    expect(JSON.parse(line)).toMatchObject({ event: 'request.failed' })
    expect(JSON.parse(line).digest).toBeUndefined()
  },
)
