import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent } from 'node:http'
import { cpus } from 'node:os'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import Pusher from 'pusher'
import { type BenchClient, openClient } from './realtime-client'

/**
 * `npm run bench:realtime`: the server in a process of its own, all load in this one, on loopback. Ends by itself in
 * about a minute.
 */
const testApp = { appId: '123456', key: 'app-key', secret: 'app-secret' }
const benchChannel = 'bench'
const subscriberCount = 500
const eventBytes = 300
const roundMs = 10_000
const deadlineMs = 110_000
/** File descriptors either process needs besides its connections. */
const spareDescriptors = 200

type Figure = {
  measure: string
  result: string
  goal: string
}

async function main(): Promise<void> {
  setTimeout(() => fail('the benchmark took too long'), deadlineMs).unref()
  const figures: Figure[] = []
  await withServer(async (server) => {
    const { port } = server
    figures.push(await measureStorm(port, affordable(1_000)))
    await measureBroadcast(server, 100, 3_000) // warms both processes up
    for (const rate of [100, 200]) figures.push(await measureBroadcast(server, rate, roundMs))
    figures.push({ measure: 'memory after the broadcasts', result: `${await rssMb(server)} MB`, goal: '-' })
  })
  await withServer(async (server) => figures.push(await measureIdle(server, affordable(5_000))))
  print('| measure | result | goal |\n|---|---|---|')
  for (const { measure, result, goal } of figures) print(`| ${measure} | ${result} | ${goal} |`)
}

/** Connect storm: everyone at once, until the last one holds its socket id. */
async function measureStorm(port: number, count: number): Promise<Figure> {
  const startMs = performance.now()
  const clients = await openMany(port, count, count)
  const tookMs = performance.now() - startMs
  for (const client of clients) client.close()
  return { measure: `connect storm, ${count} at once`, result: `${(tookMs / 1000).toFixed(2)} s`, goal: '< 5 s' }
}

/**
 * Open-loop publishing at `rate` events a second through the official client; latency from trigger to each arrival. The
 * idle share of the processors is told because everything shares them: near zero, the machine is measured, not the server.
 */
async function measureBroadcast(server: Server, rate: number, durationMs: number): Promise<Figure> {
  const { port } = server
  const latenciesMs = new Float64Array(((rate * durationMs) / 1000) * subscriberCount)
  let received = 0
  const onText = (payload: Buffer) => {
    const at = payload.indexOf('sent=')
    if (at === -1) return
    latenciesMs[received] = performance.now() - Number(payload.toString('latin1', at + 5, at + 20))
    received += 1
  }
  const clients = await openMany(port, subscriberCount, 100, onText)
  for (const client of clients) client.send(`{"event":"pusher:subscribe","data":{"channel":"${benchChannel}"}}`)
  const [before, cpuBefore] = [cpuTimes(), await metric(server, 'cpu_seconds_total')]
  const sent = await publish(port, rate, durationMs)
  const [after, cpuAfter] = [cpuTimes(), await metric(server, 'cpu_seconds_total')]
  const expected = sent * subscriberCount
  for (let waitedMs = 0; received < expected && waitedMs < 5_000; waitedMs += 50) await pause(50)
  for (const client of clients) client.close()
  const idle = Math.round((100 * (after.idle - before.idle)) / (after.all - before.all))
  const eachUs = ((1e6 * (cpuAfter - cpuBefore)) / expected).toFixed(1)
  const [p50, p99] = [percentile(latenciesMs, 0.5), percentile(latenciesMs, 0.99)]
  return {
    measure: `${subscriberCount} subscribers, ${rate} events/s of ${eventBytes} bytes`,
    result: `p50 ${p50} ms, p99 ${p99} ms, lost ${expected - received}; ${eachUs} µs of server CPU a delivery, machine ${idle} % idle`,
    goal: rate === 100 ? 'p99 < 25 ms' : 'none lost',
  }
}

function cpuTimes(): { idle: number; all: number } {
  const times = cpus().map((cpu) => cpu.times)
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  return { idle: sum(times.map((time) => time.idle)), all: sum(times.flatMap((time) => Object.values(time))) }
}

async function publish(port: number, rate: number, durationMs: number): Promise<number> {
  const agent = new Agent({ keepAlive: true })
  const pusher = new Pusher({ ...testApp, host: '127.0.0.1', port: String(port), useTLS: false, agent })
  const pending: Promise<unknown>[] = []
  const startMs = performance.now()
  const total = Math.round((rate * durationMs) / 1000)
  while (pending.length < total) {
    const due = Math.min(Math.floor(((performance.now() - startMs) * rate) / 1000) + 1, total)
    while (pending.length < due) {
      const stamp = `sent=${performance.now().toFixed(3).padStart(15, ' ')}`
      pending.push(pusher.trigger(benchChannel, 'tick', stamp.padEnd(eventBytes, '.')))
    }
    await pause(1)
  }
  await Promise.all(pending)
  agent.destroy()
  return total
}

/** What connections cost that do nothing, once the garbage of their arrival is gone. */
async function measureIdle(server: Server, count: number): Promise<Figure> {
  const beforeMb = await rssMb(server)
  const clients = await openMany(server.port, count, 100)
  await pause(5_000)
  const afterMb = await rssMb(server)
  for (const client of clients) client.close()
  const eachKb = (((afterMb - beforeMb) * 1024) / count).toFixed(1)
  const result = `${afterMb} MB (${beforeMb} MB empty, ${eachKb} KB each)`
  return { measure: `memory with ${count} idle connections`, result, goal: '< 200 MB' }
}

/** Opens `count` clients, `atOnce` at a time, and waits until each got its first event. */
async function openMany(port: number, count: number, atOnce: number, onText: (payload: Buffer) => void = () => {}) {
  const clients: BenchClient[] = []
  while (clients.length < count) {
    const size = Math.min(atOnce, count - clients.length)
    clients.push(...(await Promise.all(Array.from({ length: size }, () => openEstablished(port, onText)))))
  }
  return clients
}

async function openEstablished(port: number, onText: (payload: Buffer) => void): Promise<BenchClient> {
  const established = withResolvers()
  const client = await openClient(port, testApp.key, (payload) => {
    established.resolve()
    onText(payload)
  })
  await established.promise
  return client
}

function withResolvers() {
  let resolve: () => void = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

type Server = {
  port: number
  metricsPort: number
}

async function withServer(work: (server: Server) => Promise<unknown>): Promise<void> {
  const main = fileURLToPath(new URL('../server/realtime/main.ts', import.meta.url))
  const credentials = ['--app-id', testApp.appId, '--key', testApp.key, '--secret', testApp.secret]
  // All load comes from this one address.
  const flags = ['--port', '0', '--metrics-port', '0', '--connections-per-address', '0', ...credentials]
  const server = spawn(process.execPath, ['--import', 'tsx', main, ...flags], { stdio: ['ignore', 'pipe', 'inherit'] })
  process.once('exit', () => server.kill('SIGKILL'))
  try {
    await work(await listening(server))
  } finally {
    server.kill('SIGTERM')
    await once(server, 'exit')
  }
}

async function listening(server: ChildProcess): Promise<Server> {
  if (!server.stdout) throw new Error('the server has no output')
  for await (const line of createInterface(server.stdout)) {
    server.stdout.resume()
    const { url, metricsPort } = JSON.parse(line)
    return { port: Number(new URL(url).port), metricsPort }
  }
  throw new Error('the server ended before it listened')
}

async function metric({ metricsPort }: Server, name: string): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
  const line = text.split('\n').find((candidate) => candidate.startsWith(`realtime_${name} `))
  return Number(line?.split(' ').at(-1))
}

/** Resident memory of the whole process, the runtime and the TypeScript loader included. */
async function rssMb(server: Server): Promise<number> {
  return Math.round((await metric(server, 'memory_bytes{kind="rss"}')) / 1024 ** 2)
}

/** As many connections as the file descriptor limit allows, said out loud when that is fewer than asked for. */
function affordable(count: number): number {
  const limit = execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).trim()
  const available = limit === 'unlimited' ? Number.POSITIVE_INFINITY : Number(limit) - spareDescriptors
  if (available >= count) return count
  print(`the file descriptor limit is ${limit}: measuring with ${available} connections instead of ${count}`)
  return available
}

function percentile(values: Float64Array, share: number): string {
  const sorted = values.toSorted()
  return (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

function fail(reason: unknown): never {
  process.stderr.write(`bench: ${reason instanceof Error ? reason.stack : reason}\n`)
  process.exit(1)
}

main().catch(fail)
