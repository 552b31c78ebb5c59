/**
 * `npm run bench:rooms`, the whole product: from a message's Enter in one browser to the frame in which another browser
 * shows it, saved; and the rooms page with 10 rooms and with 10,000 (100,000 memberships). On stacks of its own.
 */
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { type Browser, chromium, type Page } from 'playwright'
import { type OwnStack, startStack } from '../e2e/stacks'
import { openTestApi, type SeededPerson } from '../e2e/test-api'
import { findBrowser } from '../scripts/browser'
import { ensureBuild } from '../server/build'
import { projectFile } from '../server/children'
import { bareEnvironment } from '../server/settings'

const messages = 240
/** Both together stay below what one person may send: 30 in ten seconds. */
const everyMs = 200
const rounds = 60
const pages = ['/rooms', '/rooms?q=bench+7&subject=maths', '/rooms?q=bench+7777', '/rooms?q=nothing+like+it']
/** Far from the ports of the shared stacks. */
const ports = { small: 4500, large: 4600 }

const say = (line: string) => process.stdout.write(`${line}\n`)
const quantile = (times: number[], q: number) =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * q))] ?? Number.NaN
const inMs = (times: number[], q: number) => `${quantile(times, q).toFixed(1)} ms`

/** When a message was in the page, and when the frame after that began, in epoch milliseconds. */
type Shown = { inPage: number; inFrame: number }
type Watched = Window & { shown?: Map<string, Shown>; sent?: number[] }

/**
 * Notes, by the clock of the machine, when Enter was pressed here and when each message was shown here. Runs in the page:
 * a function with a name in here would call a helper that only the compiler's own output has.
 */
function watch(): void {
  const here = window as Watched
  const shown = new Map<string, Shown>()
  const seen = new Set<string>()
  const sent: number[] = []
  Object.assign(here, { shown, sent })
  document.addEventListener(
    'keydown',
    ({ key }) => key === 'Enter' && sent.push(performance.timeOrigin + performance.now()),
    true,
  )
  new MutationObserver(() => {
    const text = [...document.querySelectorAll('[role=log] [data-seq]')].at(-1)?.textContent
    if (!text || seen.has(text)) return
    seen.add(text)
    const inPage = performance.timeOrigin + performance.now()
    requestAnimationFrame(() => shown.set(text, { inPage, inFrame: performance.timeOrigin + performance.now() }))
  }).observe(document.body, { subtree: true, childList: true, characterData: true })
}

async function enter(browser: Browser, stack: OwnStack, person: SeededPerson, code: string): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  await context.addCookies([{ ...person.cookie, url: stack.url }])
  const page = await context.newPage()
  await page.goto(`${stack.url}/rooms/${code}`)
  await page.getByText('(you)').waitFor()
  return page
}

async function measureChat(stack: OwnStack): Promise<void> {
  const testApi = openTestApi(stack)
  const [ada, bob] = [await testApi.person(), await testApi.person()]
  const { code } = await testApi.room(ada, {}, [bob])
  const browser = await launch()
  const [a, b] = [await enter(browser, stack, ada, code), await enter(browser, stack, bob, code)]
  for (const page of [a, b])
    await page.locator('ul[aria-label="People in this room"]').getByText('here', { exact: true }).nth(1).waitFor()
  for (const page of [a, b]) await page.evaluate(watch)
  const [inPage, inFrame]: [number[], number[]] = [[], []]
  for (let n = 0; n < messages; n++) {
    const [from, to] = n % 2 ? [b, a] : [a, b]
    const text = `message number ${n}`
    const started = performance.now()
    const box = from.getByLabel('Message', { exact: true })
    await box.fill(text)
    await box.press('Enter')
    // Asked by the clock: asking at every frame would keep both pages drawing, in software.
    const shownAt = await to.waitForFunction((words) => (window as Watched).shown?.get(words), text, { polling: 20 })
    const sentAt = await from.evaluate(() => (window as Watched).sent?.at(-1))
    const at = await shownAt.jsonValue()
    inPage.push((at?.inPage ?? Number.NaN) - (sentAt ?? Number.NaN))
    inFrame.push((at?.inFrame ?? Number.NaN) - (sentAt ?? Number.NaN))
    await pause(Math.max(0, everyMs - (performance.now() - started)))
  }
  const saved = await testApi.messagesOf(code)
  await browser.close()
  await testApi.close()
  if (saved.length !== messages) throw new Error(`${saved.length} of ${messages} messages were saved.`)
  say(`chat   ${messages} messages, all saved`)
  for (const [what, times] of Object.entries({ 'in the page ': inPage, 'in the frame': inFrame }))
    say(`       ${what} p50 ${inMs(times, 0.5)}, p95 ${inMs(times, 0.95)}, p99 ${inMs(times, 0.99)}`)
}

function launch(): Promise<Browser> {
  const executablePath = findBrowser()
  if (!executablePath) throw new Error('There is no Chromium on this machine.')
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
}

/** Both houses are asked in turn, so that whatever else the machine does meets both alike. */
async function measureList(small: OwnStack, large: OwnStack): Promise<void> {
  const houses = await Promise.all(
    [small, large].map(async (stack, at) => {
      const testApi = openTestApi(stack)
      const { cookie } = await testApi.person()
      await testApi.manyRooms(at === 0 ? 10 : 10_000)
      await testApi.close()
      return { url: stack.url, headers: { cookie: `${cookie.name}=${cookie.value}` }, times: [] as number[] }
    }),
  )
  for (const address of pages) {
    for (const house of houses) house.times = []
    for (let round = -5; round < rounds; round++) {
      for (const { url, headers, times } of houses) {
        const started = performance.now()
        await read(`${url}${address}`, headers)
        if (round >= 0) times.push(performance.now() - started)
      }
    }
    const [few = [], many = []] = houses.map(({ times }) => times)
    const ratio = quantile(many, 0.5) / quantile(few, 0.5)
    say(`page   ${address}: 10 rooms ${inMs(few, 0.5)}, 10,000 rooms ${inMs(many, 0.5)}, ratio ${ratio.toFixed(2)}`)
  }
}

/** On a connection of its own: a kept one may be closed by the server in the moment in which it is used again. */
async function read(address: string, headers: Record<string, string>): Promise<void> {
  const reply = await new Promise<IncomingMessage>((resolve, reject) => {
    get(address, { headers, agent: false }, resolve).once('error', reject)
  })
  reply.resume()
  await once(reply, 'end')
  if (reply.statusCode !== 200) throw new Error(`${address} answered ${reply.statusCode}.`)
}

await ensureBuild(projectFile('.'), bareEnvironment(), true)
const stacks: OwnStack[] = []
try {
  stacks.push(await startStack('sqlite', null, ports.small))
  const [small] = stacks as [OwnStack]
  await measureChat(small)
  stacks.push(await startStack('sqlite', null, ports.large))
  await measureList(small, stacks[1] as OwnStack)
} finally {
  for (const stack of stacks) await stack.stop()
}
