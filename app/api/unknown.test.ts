import { beforeAll, expect, test, vi } from 'vitest'
import { localTestEnv } from '@/lib/testing/test-env'
import * as unknown from './[[...path]]/route'

beforeAll(() => void Object.assign(process.env, localTestEnv))

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

test.each(methods)(
  '%s to an address that is none is JSON in the shape of every refusal, kept by nobody',
  async (method) => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const reply = await unknown[method](new Request('http://localhost:3000/api/nothing/at/all', { method }), {})
    expect(reply.status).toBe(404)
    expect(reply.headers.get('content-type')).toBe('application/json')
    expect(reply.headers.get('cache-control')).toContain('no-store')
    expect(await reply.json()).toEqual({
      error: { code: 'not-found', message: 'There is nothing at this address.', fields: {} },
    })
  },
)

test('every method that Next knows is answered', () => {
  expect(Object.keys(unknown).sort()).toEqual([...methods, 'HEAD'].sort())
})
