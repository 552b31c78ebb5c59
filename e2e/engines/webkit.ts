import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Builder, Capabilities, Key, type WebDriver, type WebElement } from 'selenium-webdriver'
import type { WebKitPrograms } from '../../scripts/engines'
import { freePort } from '../../server/ports'
import { type Engine, findTarget, type Screen, type Target } from './screen'

/**
 * WebKitGTK, whose engine is Safari's, on a display of its own. A driver serves one window at a time, so each person has
 * a driver.
 * @param url where the product runs: cookies are set there
 */
export async function startWebKit(programs: WebKitPrograms, url: string): Promise<Engine> {
  const { display, process: xvfb } = await startDisplay(programs.xvfb)
  const settings = stillSettings()
  const screens: Screen[] = []
  return {
    name: 'WebKit',
    async newScreen() {
      const screen = await openScreen(programs.driver, { DISPLAY: display, XDG_CONFIG_HOME: settings }, url)
      screens.push(screen)
      return screen
    },
    async close() {
      for (const screen of screens) await screen.close()
      await end(xvfb)
      rmSync(settings, { recursive: true, force: true })
    },
  }
}

/** The scenes stand still: drawing them in software takes the processor from what is tested. GTK passes it on. */
function stillSettings(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cafe-webkit-'))
  for (const version of ['gtk-3.0', 'gtk-4.0']) {
    mkdirSync(join(folder, version))
    writeFileSync(join(folder, version, 'settings.ini'), '[Settings]\ngtk-enable-animations=0\n')
  }
  return folder
}

async function openScreen(program: string, place: Record<string, string>, url: string): Promise<Screen> {
  const port = await freePort(4460)
  const env = { ...process.env, ...place, TZ: 'Europe/Berlin', LANG: 'C.UTF-8', LIBGL_ALWAYS_SOFTWARE: '1' }
  const server = spawn(program, [`--port=${port}`], { env, stdio: 'ignore' })
  try {
    const driver = await connect(port, server)
    await driver.manage().window().setRect({ x: 0, y: 0, width: 1280, height: 900 })
    return screenOf(driver, url, async () => {
      await driver.quit().catch(() => undefined)
      await end(server)
    })
  } catch (error) {
    await end(server)
    throw error
  }
}

/** The driver takes a moment until it listens. */
async function connect(port: number, server: ChildProcess): Promise<WebDriver> {
  const capabilities = new Capabilities({ browserName: 'MiniBrowser', pageLoadStrategy: 'normal' })
  const deadlineMs = Date.now() + 60_000
  for (;;) {
    const isListening = await fetch(`http://127.0.0.1:${port}/status`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (isListening)
      return await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build()
    if (server.exitCode !== null || Date.now() > deadlineMs) throw new Error('WebKitWebDriver does not answer.')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function screenOf(driver: WebDriver, url: string, close: () => Promise<void>): Screen {
  const find = async (target: Target) => {
    type Found = { element: WebElement; place: string } | null
    const before = await driver.executeScript<Found>(findTarget, target)
    const found = await driver.executeScript<Found>(findTarget, target)
    return found && found.place === before?.place ? found.element : null
  }
  return {
    goTo: (address) => driver.get(address),
    run: (script, ...args) => driver.executeScript(script, ...args),
    async press(target) {
      const element = await find(target)
      await element?.click()
      return element !== null
    },
    async type(target, text) {
      const element = await find(target)
      await element?.sendKeys(text.replaceAll('\n', Key.ENTER))
      return element !== null
    },
    async setCookie(cookie) {
      // A driver sets cookies for the page that is open only.
      await driver.get(new URL('/icon.svg', url).href)
      await driver.manage().addCookie({ ...cookie, path: '/', httpOnly: true, sameSite: 'Lax' })
    },
    screenshot: async () => Buffer.from(await driver.takeScreenshot(), 'base64'),
    problems: [],
    close,
  }
}

/** An X server for nobody's eyes; it picks a free display and tells which. */
async function startDisplay(program: string): Promise<{ display: string; process: ChildProcess }> {
  const args = ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp']
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const number = await new Promise<string>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`Xvfb ended (exit code ${code}).`)))
    child.stdio[3]?.once('data', (data) => resolve(String(data).trim()))
  })
  return { display: `:${number}`, process: child }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill()
  await ended
}
