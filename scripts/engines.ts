import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { say } from '../server/output'
import { installDebianPackages, isDebianRoot } from './browser'

/** What WebKitGTK, whose engine is Safari's, is driven with. */
export type WebKitPrograms = { driver: string; xvfb: string }

/** The engines beside Chromium that this machine has; null for one that cannot be had here. */
export type Engines = { webkit: WebKitPrograms | null; firefox: string | null }

/** Looks for Firefox and WebKitGTK without installing anything. */
export function findEngines(): Engines {
  const [driver, xvfb] = [findProgram('WebKitWebDriver'), findProgram('Xvfb')]
  const firefox = ['firefox-esr', 'firefox'].map(findProgram).find((path) => path !== null && starts(path))
  return { webkit: driver && xvfb ? { driver, xvfb } : null, firefox: firefox ?? null }
}

/** Finds the engines, or installs them where that takes nobody's word: on Debian, as root. Says what is missing. */
export function findOrInstallEngines(): Engines {
  const found = findEngines()
  const missing = [...(found.webkit ? [] : ['webkit2gtk-driver', 'xvfb']), ...(found.firefox ? [] : ['firefox-esr'])]
  if (missing.length === 0) return found
  if (isDebianRoot()) {
    say(`Installing further browsers for the tests: ${missing.join(', ')} …`)
    installDebianPackages(missing)
  }
  const engines = findEngines()
  for (const line of describeMissing(engines)) say(line)
  return engines
}

/** A line for each engine that is not there, for people. */
export function describeMissing({ webkit, firefox }: Engines): string[] {
  return [
    ...(webkit
      ? []
      : ["No WebKitGTK here (Debian: webkit2gtk-driver, xvfb): the tests in Safari's engine are skipped."]),
    ...(firefox ? [] : ['No Firefox here (Debian: firefox-esr): the tests in Firefox are skipped.']),
  ]
}

function findProgram(name: string): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null
}

/** A file may be a stub that only tells how to install the browser, so it is asked for its version. */
function starts(path: string): boolean {
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 60_000 }).status === 0
}
