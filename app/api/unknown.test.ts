import { beforeAll, expect, test, vi } from 'vitest'
import { localTestEnv } from '@/lib/testing/test-env'
import { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } from './[[...path]]/route'

beforeAll(() => void Object.assign(process.env, localTestEnv))

const handlers = { DELETE, GET, OPTIONS, PATCH, POST, PUT }

test.each(Object.entries(handlers))(
  '%s to an address that is none is JSON in the shape of every refusal, kept by nobody',
  async (method, handler) => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const reply = await handler(new Request('http://localhost:3000/api/nothing/at/all', { method }), {})
    expect(reply.status).toBe(404)
    expect(reply.headers.get('content-type')).toBe('application/json')
    expect(reply.headers.get('cache-control')).toContain('no-store')
    expect(await reply.json()).toEqual({
      error: { code: 'not-found', message: 'There is nothing at this address.', fields: {} },
    })
  },
)

test('whoever asks for the head alone is told as much', async () => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  expect((await HEAD(new Request('http://localhost:3000/api/nothing', { method: 'HEAD' }), {})).status).toBe(404)
})
