import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isDebianRoot } from './browser'
import { describeMissing, findEngines, findOrInstallEngines } from './engines'

let folder: string
const realPath = process.env.PATH

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cafe-engines-'))
  process.env.PATH = folder
})
afterEach(() => {
  process.env.PATH = realPath
  rmSync(folder, { recursive: true })
  vi.restoreAllMocks()
})

const place = (name: string, script = 'exit 0') => {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder, name), 0o755)
}

describe('the engines beside Chromium', () => {
  it('are found on the path', () => {
    for (const name of ['WebKitWebDriver', 'Xvfb', 'firefox-esr']) place(name)
    expect(findEngines()).toEqual({
      webkit: { driver: join(folder, 'WebKitWebDriver'), xvfb: join(folder, 'Xvfb') },
      firefox: join(folder, 'firefox-esr'),
    })
    expect(describeMissing(findEngines())).toEqual([])
  })

  it('a driver without a display, and a Firefox that does not start, are as good as none: a line says so', () => {
    place('WebKitWebDriver')
    place('firefox', 'exit 1')
    expect(findEngines()).toEqual({ webkit: null, firefox: null })
    const [webkit, firefox] = describeMissing(findEngines())
    expect(webkit).toMatch(/webkit2gtk-driver, xvfb.*skipped/)
    expect(firefox).toMatch(/firefox-esr.*skipped/)
  })

  it.skipIf(!isDebianRoot())('are installed on Debian as root; what does not come is skipped with a line', () => {
    const said: string[] = []
    vi.spyOn(process.stdout, 'write').mockImplementation((line) => said.push(String(line)) > 0)
    const firefox = join(folder, 'firefox-esr')
    place('apt-get', `[ "$1" = update ] || { printf '#!/bin/sh\\nexit 0\\n' > ${firefox}; /bin/chmod 755 ${firefox}; }`)
    const engines = findOrInstallEngines()
    expect(engines).toEqual({ webkit: null, firefox })
    expect(said.join('')).toContain('Installing further browsers for the tests: webkit2gtk-driver, xvfb, firefox-esr')
    expect(said.join('')).toContain("the tests in Safari's engine are skipped")
    expect(said.join('')).not.toContain('the tests in Firefox are skipped')
  })
})
