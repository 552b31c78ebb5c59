import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { cronRoute } from './cron'
import { localTestEnv } from './testing/test-env'

beforeAll(() => void Object.assign(process.env, localTestEnv))
afterEach(() => vi.restoreAllMocks())

const call = (secret: string, job: () => Promise<unknown>) =>
  cronRoute(job)(new Request('http://localhost/api/cron/rooms', { headers: { authorization: `Bearer ${secret}` } }))

test('a job that fails is logged once, without what it was about, and its answer says where to look', async () => {
  const lines: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0)
  const answer = await call(localTestEnv.CRON_SECRET, () =>
    Promise.reject(new Error('Failed query: select 1\nparams: secret')),
  )
  expect(answer.status).toBe(500)
  const { error } = (await answer.json()) as { error: { message: string } }
  const [, reference] = /\(Reference (\w+)\)/.exec(error.message) ?? []
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ event: 'request.failed', door: '/api/cron/rooms', reference }),
  ])
  expect(lines.join()).not.toContain('secret')
})

test('who has no secret finds nothing, and a job that works reports', async () => {
  expect((await call('wrong', async () => ({}))).status).toBe(404)
  expect(await (await call(localTestEnv.CRON_SECRET, async () => ({ freed: 1 }))).json()).toEqual({ freed: 1 })
})
