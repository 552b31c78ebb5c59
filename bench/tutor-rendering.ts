/**
 * `npm run bench:tutor`: an answer of 12 KB comes in 300 chunks, one every 20 ms, in a browser that is slowed down four
 * times (`-- 1`: at its own speed). How long from a chunk to the paint that shows it, and how long anything keeps the page
 * from answering.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import { compile } from 'tailwindcss'
import { findBrowser } from '../scripts/browser'
import { projectFile } from '../server/children'
import { chunksOf, longAnswer } from './tutor-answer'
import type { TutorPage } from './tutor-page.fixture'

const answer = longAnswer(12_000)
const chunkCount = 300
const everyMs = 20
const slowdown = Number(process.argv[2] ?? 4)
const rounds = 5

const say = (line: string) => process.stdout.write(`${line}\n`)
const quantile = (times: number[], q: number) =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * q))] ?? Number.NaN

const calmText = projectFile('bench/tutor-calm-text.fixture.ts')

/** The files of the page, by name. */
async function buildPage(folder: string): Promise<Map<string, string>> {
  const { outputFiles = [] } = await build({
    entryPoints: { page: projectFile('bench/tutor-page.fixture.ts') },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [
      {
        name: 'drawn',
        setup: ({ onResolve }) => onResolve({ filter: /^\.\/use-calm-text$/ }, () => ({ path: calmText })),
      },
    ],
    write: false,
  })
  const worker = await build({
    entryPoints: [projectFile('components/tutor/markdown/math-worker.ts')],
    bundle: true,
    minify: true,
    write: false,
  })
  const files = new Map(outputFiles.map(({ path, text }) => [path.slice(folder.length + 1), text]))
  // The page asks for it by the name of its source.
  files.set('math-worker.ts', worker.outputFiles[0]?.text ?? '')
  return files.set('page.css', await stylesFor([...files.values()].join('\n')))
}

/** Our styles with each utility whose name stands in the code. */
async function stylesFor(code: string): Promise<string> {
  const base = projectFile('app')
  const { build: buildStyles } = await compile(await readFile(join(base, 'globals.css'), 'utf8'), {
    base,
    async loadStylesheet(id, from) {
      const path = id === 'tailwindcss' ? projectFile('node_modules/tailwindcss/index.css') : join(from, id)
      return { path, base: join(path, '..'), content: await readFile(path, 'utf8') }
    },
  })
  return buildStyles([...new Set(code.split(/[\s"'`]+/))])
}

/** Serves the files with the policy of our pages: no inline styles. */
async function servePage(files: Map<string, string>) {
  const html =
    '<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/page.css"><script type="module" src="/page.js"></script><body>'
  const types: Record<string, string> = { css: 'text/css', js: 'text/javascript', ts: 'text/javascript' }
  const server = createServer((request, response) => {
    const name = request.url?.slice(1) ?? ''
    response.setHeader('Content-Security-Policy', "default-src 'self'")
    response.setHeader('Content-Type', types[name.split('.').at(-1) ?? ''] ?? 'text/html')
    response.end(name === '' ? html : (files.get(name) ?? ''))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() }
}

type TraceEvent = { name: string; ts: number; dur?: number; tdur?: number; tid: number; pid: number }

/** The longest task of the page's main thread while the answer came, in milliseconds: by the clock, and of the processor. */
function longestTask(trace: string) {
  const { traceEvents } = JSON.parse(trace) as { traceEvents: TraceEvent[] }
  const mark = (name: string) => traceEvents.find((event) => event.name === name)
  const [start, end] = [mark('stream'), mark('streamed')]
  if (!start || !end) throw new Error('The trace has no marks.')
  const tasks = traceEvents.filter(
    ({ name, tid, pid, ts }) =>
      /^(?:ThreadControllerImpl::)?RunTask$/.test(name) &&
      tid === start.tid &&
      pid === start.pid &&
      ts >= start.ts &&
      ts <= end.ts,
  )
  const most = (times: number[]) => Math.max(...times) / 1_000
  return {
    clockMs: most(tasks.map(({ dur = 0 }) => dur)),
    processorMs: most(tasks.map(({ tdur = 0 }) => tdur)),
  }
}

async function openPage(browser: Browser, url: string): Promise<{ page: Page; problems: string[] }> {
  const page = await browser.newPage()
  const problems: string[] = []
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  page.on('pageerror', (error) => problems.push(String(error)))
  await page.setViewport({ width: 420, height: 800 })
  await page.goto(url, { waitUntil: 'networkidle0' })
  await page.emulateCPUThrottling(slowdown)
  // The panel is there before the first question is asked.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 3_000)))
  return { page, problems }
}

const stream = (page: Page) =>
  // What the page puts on its window (`tutor-page.fixture.ts`) is known to no type here.
  page.evaluate(
    (chunks, ms) => (window as unknown as { page: TutorPage }).page.stream(chunks, ms),
    chunksOf(answer, chunkCount),
    everyMs,
  )

async function measureSpeed(browser: Browser, url: string) {
  const { page, problems } = await openPage(browser, url)
  await page.tracing.start({ categories: ['toplevel', 'blink.user_timing', 'devtools.timeline'] })
  const { givenToPaintMs, isSameDom } = await stream(page)
  const trace = Buffer.from((await page.tracing.stop()) ?? []).toString()
  await page.close()
  return { givenToPaintMs, isSameDom, ...longestTask(trace), problems }
}

/** Goes up by 50 pixels in the middle of the answer; answers where the box was then, and at the end. */
async function measureScroll(browser: Browser, url: string) {
  const { page, problems } = await openPage(browser, url)
  const streamed = stream(page)
  await page.waitForFunction(() => (document.querySelector('#answer')?.textContent?.length ?? 0) > 5_000)
  const topOf = () => page.$eval('#box', (box) => box.scrollTop)
  await page.mouse.move(100, 200)
  await page.mouse.wheel({ deltaY: -50 })
  await page.waitForSelector('#box[data-attached=false]')
  // The wheel moves the box over some frames.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 400)))
  const before = await topOf()
  await streamed
  const after = await topOf()
  await page.close()
  return { before, after, problems }
}

const folder = await mkdtemp(join(tmpdir(), 'tutor-'))
const executablePath = findBrowser()
if (!executablePath) throw new Error('There is no Chromium on this machine.')
const served = await servePage(await buildPage(folder))
const browser = await puppeteer.launch({
  executablePath,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
try {
  const runs = []
  for (let round = 0; round < rounds; round++) runs.push(await measureSpeed(browser, served.url))
  const scroll = await measureScroll(browser, served.url)
  say(`${answer.length} characters in ${chunkCount} chunks, one every ${everyMs} ms, CPU slowed down ${slowdown} times`)
  say('| longest task | of the processor | first words | chunk to paint p50 | p99 | same DOM |')
  for (const { givenToPaintMs, clockMs, processorMs, isSameDom } of runs) {
    const [first = Number.NaN] = givenToPaintMs
    const times = [clockMs, processorMs, first, quantile(givenToPaintMs, 0.5), quantile(givenToPaintMs, 0.99)]
    say(`| ${times.map((ms) => `${ms.toFixed(1)} ms`).join(' | ')} | ${isSameDom ? 'yes' : 'no'} |`)
  }
  say(`scrolled up by 50 px: scrollTop ${scroll.before} then, ${scroll.after} at the end`)
  const problems = [...runs, scroll].flatMap((run) => run.problems)
  say(problems.length === 0 ? 'no error and no refused style' : [...new Set(problems)].join('\n'))
} finally {
  await browser.close()
  served.close()
  await rm(folder, { recursive: true })
}
