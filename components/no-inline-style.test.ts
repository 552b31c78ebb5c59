import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = new URL('..', import.meta.url).pathname

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.tsx'))
    .map((entry) => join(entry.parentPath, entry.name))
}

test('no style attribute: the security policy refuses it in server-rendered HTML; use classes, or element.style in an effect', () => {
  const offenders = ['app', 'components']
    .flatMap(sources)
    .filter((file) => /\sstyle=\{/.test(readFileSync(file, 'utf8')))
  expect(offenders).toEqual([])
})

test('colours come from the tokens in app/styles, not from components', () => {
  const offenders = sources('components').filter((file) =>
    /className="[^"]*(#[0-9a-f]{3,8}\b|oklch\(|rgba?\()/i.test(readFileSync(file, 'utf8')),
  )
  expect(offenders).toEqual([])
})
