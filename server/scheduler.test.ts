import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { jobs, scheduledJobs, startScheduler } from './scheduler'

let server: Server | undefined
let stop = () => {}

afterEach(() => {
  stop()
  server?.closeAllConnections()
  server?.close()
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

async function scheduleAgainst(handler: RequestListener): Promise<void> {
  const listening = createServer(handler)
  server = listening
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`
  stop = startScheduler(origin, 'a-secret', [{ path: '/api/cron/rooms', everySeconds: 0.02 }]).stop
}

/** What is written to a stream from now on, instead of writing it. */
function listenTo(stream: NodeJS.WriteStream): string[] {
  const said: string[] = []
  vi.spyOn(stream, 'write').mockImplementation((text) => said.push(String(text)) > 0)
  return said
}

/** For machines that are busy with something else. */
const patience = { timeout: 10_000 }

describe('the scheduler', () => {
  it('calls with the secret, again and again', async () => {
    const calls: (string | undefined)[] = []
    await scheduleAgainst((request, reply) => {
      calls.push(`${request.url} ${request.headers.authorization}`)
      reply.end()
    })
    await vi.waitFor(() => expect(calls.length).toBeGreaterThan(2), patience)
    expect(calls[0]).toBe('/api/cron/rooms Bearer a-secret')
  })

  it('does not call again while a call is running', async () => {
    const said = listenTo(process.stdout)
    vi.stubEnv('LOG_LEVEL', 'debug')
    let calls = 0
    let answer = () => {}
    await scheduleAgainst((_, reply) => {
      calls++
      answer = () => reply.end()
    })
    // On a busy machine calls are skipped before the first one has arrived.
    await vi.waitFor(() => expect(calls).toBe(1), patience)
    const skipped = () => said.join('').split('/api/cron/rooms is still running; this call is skipped').length
    const before = skipped()
    await vi.waitFor(() => expect(skipped()).toBeGreaterThan(before), patience)
    expect(calls).toBe(1)
    answer()
    await vi.waitFor(() => expect(calls).toBe(2), patience)
  })

  it('says what failed, and goes on; a route that does not exist yet is no news', async () => {
    const said = listenTo(process.stderr)
    const statuses = [500, 404, 200]
    const seen: number[] = []
    await scheduleAgainst((_, reply) => {
      const status = statuses.shift() ?? 200
      seen.push(status)
      reply.writeHead(status).end('broken')
    })
    await vi.waitFor(() => expect(seen).toContain(200))
    expect(said.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        ...{ level: 'error', event: 'cron.call-failed', program: 'scheduler', path: '/api/cron/rooms' },
        message: '/api/cron/rooms answered 500: broken',
      }),
    ])
  })
})

it('an answer without words leaves no colon with nothing after it', async () => {
  const said = listenTo(process.stderr)
  await scheduleAgainst((_, reply) => void reply.writeHead(500).end())
  await vi.waitFor(() => expect(said).not.toEqual([]), patience)
  expect(JSON.parse(said[0] ?? '').message).toBe('/api/cron/rooms answered 500; the lines of the app say why')
})

describe('scheduledJobs', () => {
  it('takes the intervals a person set and ignores nonsense', () => {
    expect(scheduledJobs({})).toEqual(jobs)
    const [rooms, mail] = scheduledJobs({ CRON_ROOMS_SECONDS: '5', CRON_MAIL_SECONDS: 'often' })
    expect([rooms?.everySeconds, mail?.everySeconds]).toEqual([5, 20])
  })
})
