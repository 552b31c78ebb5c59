/** The server dies in the middle of things. No browser: what is promised to a client is promised to any client. */
import { randomUUID } from 'node:crypto'
import { expect, test } from './fixtures'
import { childOf, type OwnStack, startStack } from './stacks'
import { openTestApi, type SeededPerson } from './test-api'

const people = 50
const messagesEach = 6
const deaths = 3
/** Far from the ports of the shared stacks. */
const port = 4300

/** The process that serves pages: the supervisor's child that runs Next. */
const appOf = (own: OwnStack) => childOf(own, /next/)

type Message = { id: string; seq: number; clientId: string; body: string }

test('kill -9 while fifty people write: what was acknowledged is there, once, in one order', async ({ stack }) => {
  test.setTimeout(240_000)
  const own = await startStack(stack.name, stack.name === 'postgres' ? (stack.env.DATABASE_URL ?? null) : null, port)
  const testApi = openTestApi(own)
  try {
    const crowd = await Promise.all(Array.from({ length: people }, () => testApi.person()))
    const [host, ...guests] = crowd
    if (!host) throw new Error('nobody came')
    const { code } = await testApi.room(host, { maxMembers: people }, guests)

    const progress = { acknowledged: 0 }
    const writing = Promise.all(crowd.map((person) => writeAll(own, code, person, progress)))
    const killing = killAlong(own, progress)
    const acknowledged = (await writing).flat()
    await killing

    const stored = await readAll(own, code, host)
    expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, at) => at + 1))
    expect(stored).toHaveLength(people * messagesEach)
    const bySeq = new Map(stored.map((message) => [message.seq, message]))
    for (const message of acknowledged)
      expect(bySeq.get(message.seq)).toMatchObject({ id: message.id, body: message.body })
    expect(new Set(acknowledged.map(({ id }) => id)).size).toBe(acknowledged.length)
  } finally {
    await testApi.close()
    await own.stop()
  }
})

/** Each message again and again, with its own id, until the server says that it has it. */
async function writeAll(own: OwnStack, code: string, person: SeededPerson, progress: { acknowledged: number }) {
  const acknowledged: Message[] = []
  for (let n = 1; n <= messagesEach; n++) {
    const message = { clientId: randomUUID(), body: `${person.username} says ${n}` }
    acknowledged.push(await untilAcknowledged(own, code, person, message))
    progress.acknowledged++
  }
  return acknowledged
}

async function untilAcknowledged(own: OwnStack, code: string, person: SeededPerson, message: object): Promise<Message> {
  for (;;) {
    const reply = await ask(own, person, `/api/rooms/${code}/messages`, message)
    if (reply) return (reply as { message: Message }).message
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** The answer, or null when there was none or the server was not well. A refusal is a bug and ends the test. */
async function ask(own: OwnStack, person: SeededPerson, path: string, body?: object): Promise<unknown> {
  const headers = { cookie: `${person.cookie.name}=${person.cookie.value}`, origin: own.url }
  try {
    const response = await fetch(
      `${own.url}${path}`,
      body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers },
    )
    if (response.ok) return await response.json()
    if (response.status >= 500) return null
    throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
  } catch (error) {
    // What fetch throws when the connection broke; the request may or may not have been carried out.
    if (error instanceof TypeError || (error instanceof Error && error.name === 'AbortError')) return null
    throw error
  }
}

async function readAll(own: OwnStack, code: string, person: SeededPerson): Promise<Message[]> {
  const all: Message[] = []
  for (;;) {
    const after = all.at(-1)?.seq ?? 0
    const page = (await ask(own, person, `/api/rooms/${code}/messages?after=${after}`)) as {
      messages: Message[]
      hasMore: boolean
    } | null
    if (!page) continue
    all.push(...page.messages)
    if (!page.hasMore) return all
  }
}

/** Kills the app each time another part of the messages has come through. */
async function killAlong(own: OwnStack, progress: { acknowledged: number }): Promise<void> {
  const total = people * messagesEach
  for (let death = 1; death <= deaths; death++) {
    await expect
      .poll(() => progress.acknowledged, { intervals: [20], timeout: 120_000 })
      .toBeGreaterThan((total * death) / (deaths + 2))
    await expect.poll(() => appOf(own), { intervals: [50], timeout: 30_000 }).not.toBeNull()
    process.kill(appOf(own) ?? 0, 'SIGKILL')
  }
}
