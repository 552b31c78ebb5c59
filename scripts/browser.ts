import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright'
import { CliError, say } from '../server/output'

/** The shell has no windows to draw around the pages: it takes a tenth less of the processor. */
const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const macApps = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]
const downloadTimeoutMs = 240_000

/**
 * A Chromium that starts: PLAYWRIGHT_CHROMIUM, else the system's, else Playwright's own; null when there is none.
 * Throws a CliError when PLAYWRIGHT_CHROMIUM names something that does not start.
 */
export function findBrowser(): string | null {
  const wanted = process.env.PLAYWRIGHT_CHROMIUM
  if (wanted && !starts(wanted)) throw new CliError(`PLAYWRIGHT_CHROMIUM is ${wanted}, which does not start.`)
  if (wanted) return wanted
  const folders = (process.env.PATH ?? '').split(delimiter)
  const system = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...macApps]
  return [...system, chromium.executablePath()].find((path) => existsSync(path) && starts(path)) ?? null
}

/** Finds a browser, or installs one; throws a CliError when neither works. */
export function findOrInstallBrowser(root: string): string {
  const found = findBrowser()
  if (found) return found
  say('No Chromium on this machine; downloading one …')
  run(process.execPath, [join(root, 'node_modules/playwright/cli.js'), 'install', 'chromium'])
  const downloaded = findBrowser()
  if (downloaded) return downloaded
  if (isDebianRoot()) {
    say('The download did not work; installing a Debian package …')
    if (!installDebianPackages(['chromium-headless-shell'])) installDebianPackages(['chromium'])
  }
  const installed = findBrowser()
  if (installed) return installed
  throw new CliError(
    'No browser for the tests: install Chromium or Google Chrome, or name one with PLAYWRIGHT_CHROMIUM.',
  )
}

/** A file may be a stub that only tells how to install the browser, so it is asked for its version. */
function starts(path: string): boolean {
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0
}

function run(command: string, args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync(command, args, { stdio: 'inherit', timeout: downloadTimeoutMs, env }).status === 0
}

/** Installs packages, asking nothing; answers whether that worked. Only for `isDebianRoot`. */
export function installDebianPackages(names: string[]): boolean {
  return run('apt-get', ['update']) && run('apt-get', ['install', '-y', '--no-install-recommends', ...names])
}

/** May packages be installed here without asking anybody? */
export function isDebianRoot(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'))
}
