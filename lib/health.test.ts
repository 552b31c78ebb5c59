import { beforeEach, expect, test, vi } from 'vitest'

const { answers } = vi.hoisted(() => ({
  answers: {
    database: async (): Promise<unknown> => [],
    trigger: 200,
    socket: null as string | null,
    mail: async (): Promise<boolean> => false,
  },
}))
vi.mock('@/db/client', () => ({
  db: { select: () => ({ from: () => ({ limit: () => answers.database() }) }) },
}))
vi.mock('@/db/schema', () => ({ rateLimits: {} }))
vi.mock('./mail/deliver', () => ({ isMailFailing: () => answers.mail() }))
vi.mock('./realtime/pusher', () => ({ pusher: () => ({ get: async () => ({ status: answers.trigger }) }) }))
vi.mock('./realtime/public-socket', () => ({
  findSocketProblem: async (onAnswer: (problem: string | null) => void) => {
    onAnswer(answers.socket)
    return answers.socket
  },
}))

beforeEach(() => {
  Object.assign(answers, { database: async () => [], trigger: 200, socket: null, mail: async () => false })
})

const health = async () => (await import('./health')).checkHealth()

test('all is well', async () => {
  expect(await health()).toMatchObject({ status: 'ok', database: 'ok', realtime: 'ok', socket: 'ok' })
})

test('a socket that browsers cannot open is told, with its cause in the log', async () => {
  answers.socket = 'The public socket at wss://cafe.example cannot be opened: it answered 404'
  const lines: string[] = []
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0)
  const answer = await health()
  write.mockRestore()
  expect(answer).toMatchObject({ status: 'degraded', database: 'ok', realtime: 'ok', socket: 'down' })
  expect(lines.join('')).toContain('wss://cafe.example cannot be opened')
})

test('a realtime server that does not answer degrades, a database that does not is the end', async () => {
  answers.trigger = 500
  expect(await health()).toMatchObject({ status: 'degraded', realtime: 'down' })
  answers.database = () => Promise.reject(new Error('gone'))
  expect(await health()).toMatchObject({ status: 'down', database: 'down' })
})

test('email that keeps failing degrades; while the database is down nothing is known of it', async () => {
  expect(await health()).toMatchObject({ status: 'ok', mail: 'ok' })
  answers.mail = async () => true
  expect(await health()).toMatchObject({ status: 'degraded', mail: 'failing', database: 'ok' })
  answers.mail = () => Promise.reject(new Error('gone'))
  answers.database = () => Promise.reject(new Error('gone'))
  expect(await health()).toMatchObject({ status: 'down', database: 'down', mail: 'unknown' })
})
