import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { afterStep, type CronSteps, cronRoute } from './cron'
import { localTestEnv } from './testing/test-env'

beforeAll(() => void Object.assign(process.env, localTestEnv))
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

const call = (secret: string, steps: CronSteps) =>
  cronRoute(steps)(new Request('http://localhost/api/cron/rooms', { headers: { authorization: `Bearer ${secret}` } }))

const broken = () => Promise.reject(new Error('Failed query: select 1\nparams: secret'))

function linesWritten(): () => Record<string, unknown>[] {
  vi.stubEnv('LOG_LEVEL', 'info')
  const lines: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0)
  return () => lines.map((line) => JSON.parse(line))
}

test('a step that fails is logged once, without what it was about, and the answer says where to look', async () => {
  const lines = linesWritten()
  const answer = await call(localTestEnv.CRON_SECRET, { credited: broken })
  expect(answer.status).toBe(500)
  const body = (await answer.json()) as { error: { message: string }; failed: string[] }
  expect(body.failed).toEqual(['credited'])
  const [, reference] = /^Failed: credited\. \(Reference (\w+)\)$/.exec(body.error.message) ?? []
  expect(reference).toBeTruthy()
  expect(lines()).toEqual([
    expect.objectContaining({ event: 'cron.step-failed', route: '/api/cron/rooms', step: 'credited', reference }),
  ])
  expect(JSON.stringify(lines())).not.toContain('secret')
  expect(JSON.stringify(body)).not.toContain('secret')
})

test('the steps after it run all the same, but not those that need it, nor what needs these', async () => {
  const lines = linesWritten()
  const ran: string[] = []
  const note = (name: string) => async () => ran.push(name)
  const steps = {
    freed: () => {
      throw new Error('at once')
    },
    credited: broken,
    deleted: afterStep('credited', note('deleted')),
    told: afterStep('deleted', note('told')),
    kept: afterStep('limits', note('kept')),
    limits: note('limits'),
    last: afterStep('limits', note('last')),
  }
  const answer = await call(localTestEnv.CRON_SECRET, steps)
  expect(ran).toEqual(['limits', 'last'])
  expect(answer.status).toBe(500)
  expect(await answer.json()).toMatchObject({
    failed: ['freed', 'credited'],
    skipped: ['deleted', 'told', 'kept'],
    done: { limits: 1, last: 2 },
    error: { code: 'internal', message: expect.stringContaining('not run: deleted, told, kept') },
  })
  expect(lines().map(({ event, step }) => `${event} ${step}`)).toEqual([
    'cron.step-failed freed',
    'cron.step-failed credited',
    'cron.step-skipped deleted',
    'cron.step-skipped told',
    'cron.step-skipped kept',
  ])
  expect(new Set(lines().map(({ requestId }) => requestId)).size).toBe(1)
})

test('steps run one after the other, in their order, with the same moment', async () => {
  const seen: string[] = []
  const slow = (name: string) => async (now: Date) => {
    seen.push(`${name} begins`)
    await Promise.resolve()
    seen.push(`${name} ends`)
    return now.getTime()
  }
  const steps = { first: slow('first'), second: afterStep('first', slow('second')) }
  const report = (await (await call(localTestEnv.CRON_SECRET, steps)).json()) as { first: number; second: number }
  expect(seen).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
  expect(report.first).toBe(report.second)
})

test('who has no secret finds nothing and starts nothing, and a step that works reports', async () => {
  const step = vi.fn(async () => 1)
  for (const secret of ['wrong', '', localTestEnv.CRON_SECRET.slice(1)])
    expect((await call(secret, { freed: step })).status).toBe(404)
  expect(step).not.toHaveBeenCalled()
  expect(await (await call(localTestEnv.CRON_SECRET, { freed: step })).json()).toEqual({ freed: 1 })
})
