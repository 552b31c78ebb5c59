/**
 * `npm run bench:tutor`, the server: 200 answers streaming at once from one process, and what that does to a page that others
 * open meanwhile; how long from a question to its saved start and to its first word. On a stack of its own, with the scripted
 * provider (60 words, one each 150 ms).
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type OwnStack, startStack } from '../e2e/stacks'
import { openTestApi, type SeededPerson } from '../e2e/test-api'
import { ensureBuild } from '../server/build'
import { projectFile } from '../server/children'
import { bareEnvironment } from '../server/settings'

const streams = 200
const pageLoads = 60
/** Far from the ports of the shared stacks. */
const port = 4900

const say = (line: string) => process.stdout.write(`${line}\n`)
const quantile = (times: number[], q: number) =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * q))] ?? Number.NaN
const figures = (times: number[]) =>
  `p50 ${quantile(times, 0.5).toFixed(0)} ms, p99 ${quantile(times, 0.99).toFixed(0)} ms, longest ${Math.max(...times).toFixed(0)} ms`

const headersOf = (stack: OwnStack, { cookie }: SeededPerson) => ({
  cookie: `${cookie.name}=${cookie.value}`,
  origin: stack.url,
})

type Stream = { startMs: number; firstWordMs: number; wholeMs: number; longestGapMs: number; isWhole: boolean }

/** Asks, and follows the answer to its end. */
async function follow(stack: OwnStack, person: SeededPerson): Promise<Stream> {
  const asked = performance.now()
  const response = await fetch(`${stack.url}/api/tutor`, {
    method: 'POST',
    headers: { ...headersOf(stack, person), 'content-type': 'application/json' },
    body: JSON.stringify({ message: 'Tell me slowly !slow', clientId: randomUUID() }),
  })
  if (!response.ok || !response.body) throw new Error(`A question was answered by ${response.status}.`)
  const stream: Stream = { startMs: 0, firstWordMs: 0, wholeMs: 0, longestGapMs: 0, isWhole: false }
  let last = asked
  for await (const bytes of response.body) {
    const now = performance.now()
    const text = Buffer.from(bytes).toString()
    stream.startMs ||= now - asked
    if (text.includes('event: text')) {
      if (stream.firstWordMs) stream.longestGapMs = Math.max(stream.longestGapMs, now - last)
      stream.firstWordMs ||= now - asked
      last = now
    }
    stream.isWhole ||= text.includes('event: end')
    stream.wholeMs = now - asked
  }
  return stream
}

/** Opens a page again and again, one after the other. */
async function loadPages(stack: OwnStack, person: SeededPerson): Promise<number[]> {
  const times: number[] = []
  for (let n = 0; n < pageLoads; n++) {
    const started = performance.now()
    const response = await fetch(`${stack.url}/dashboard`, { headers: headersOf(stack, person) })
    await response.text()
    if (!response.ok) throw new Error(`The dashboard answered ${response.status}.`)
    times.push(performance.now() - started)
    await pause(80)
  }
  return times
}

await ensureBuild(projectFile('.'), bareEnvironment(), true)
const stack = await startStack('sqlite', null, port)
const testApi = openTestApi(stack)
try {
  const people = await Promise.all(Array.from({ length: streams }, () => testApi.person()))
  const reader = await testApi.person()
  await loadPages(stack, reader)
  say(`page alone            ${figures(await loadPages(stack, reader))}`)
  const following = Promise.all(people.map((person) => follow(stack, person)))
  await pause(1_500)
  const meanwhile = await loadPages(stack, reader)
  const done = await following
  say(`page while streaming  ${figures(meanwhile)}`)
  say(`question saved        ${figures(done.map(({ startMs }) => startMs))}`)
  say(`first word            ${figures(done.map(({ firstWordMs }) => firstWordMs))} (150 ms of it the script's)`)
  say(`longest gap           ${figures(done.map(({ longestGapMs }) => longestGapMs))} (150 ms of it the script's)`)
  say(`whole answers         ${done.filter(({ isWhole }) => isWhole).length} of ${streams}`)
} finally {
  await testApi.close()
  await stack.stop()
}
