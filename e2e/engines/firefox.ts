import puppeteer, {
  type Browser,
  type ConsoleMessage,
  type ElementHandle,
  type JSHandle,
  type Page,
} from 'puppeteer-core'
import { type Engine, findTarget, type Screen, type Target } from './screen'

/**
 * Firefox as Debian ships it, by WebDriver BiDi, which it speaks without a driver in between.
 * @param url where the product runs: cookies are set there
 */
export async function startFirefox(program: string, url: string): Promise<Engine> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: program,
    headless: true,
    // The scenes stand still: drawing them in software takes the processor from what is tested.
    extraPrefsFirefox: { 'ui.prefersReducedMotion': 1 },
    env: { ...process.env, TZ: 'Europe/Berlin' },
    timeout: 120_000,
    protocolTimeout: 120_000,
  })
  return { name: 'Firefox', newScreen: () => openScreen(browser, url), close: () => browser.close() }
}

async function openScreen(browser: Browser, url: string): Promise<Screen> {
  const context = await browser.createBrowserContext()
  const page = await context.newPage()
  await page.setViewport({ width: 1280, height: 860 })
  const problems: string[] = []
  page.on('console', async (message) => {
    if (message.type() !== 'error') return
    const where = `console error at ${page.url()}`
    const at = problems.push(`${where}: ${message.text()}`) - 1
    problems[at] = `${where}: ${await wordsOf(message)}`
  })
  page.on('pageerror', (error) => problems.push(`page error at ${page.url()}: ${String(error)}`))
  return {
    // Firefox may call a load aborted that a redirect of the page itself replaced; the walk looks for what it should see.
    goTo: async (address) => void (await page.goto(address)),
    run: (script, ...args) => page.evaluate(script as (...args: unknown[]) => never, ...args),
    async press(target) {
      const element = await find(page, target)
      await element?.click()
      return element !== null
    },
    async type(target, text) {
      const element = await find(page, target)
      for (const [at, line] of element ? text.split('\n').entries() : []) {
        if (at > 0) await element?.press('Enter')
        if (line) await element?.type(line)
      }
      return element !== null
    },
    setCookie: (cookie) =>
      context.setCookie({ ...cookie, domain: new URL(url).hostname, path: '/', httpOnly: true, sameSite: 'Lax' }),
    screenshot: () => page.screenshot(),
    problems,
    close: () => context.close(),
  }
}

/** What was told to the console; of an error its words and where it was thrown, which the message itself does not have. */
async function wordsOf(message: ConsoleMessage): Promise<string> {
  const told = message
    .args()
    .map((arg) =>
      arg.evaluate((value: unknown) => (value instanceof Error ? `${value}\n${value.stack}` : String(value))),
    )
  return Promise.all(told).then(
    (words) => words.join(' '),
    () => message.text(),
  )
}

async function find(page: Page, target: Target): Promise<ElementHandle<Element> | null> {
  const before = await placeOf(page, await page.evaluateHandle(findTarget, target))
  const found = await page.evaluateHandle(findTarget, target)
  const place = await placeOf(page, found)
  if (place === null || place !== before) return null
  const element = await page.evaluateHandle((now) => now?.element ?? null, found)
  return element.asElement() as ElementHandle<Element> | null
}

const placeOf = (page: Page, found: JSHandle<ReturnType<typeof findTarget>>) =>
  page.evaluate((now) => now?.place ?? null, found)
