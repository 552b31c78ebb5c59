import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

const sources = ['components', 'app'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx'))
    .map((file) => join(folder, file)),
)

/** A word that is hidden from the eye is placed absolutely: in a box that only scrolls it would lengthen the page instead. */
test('what scrolls is the place of what is placed in it', () => {
  const adrift = sources.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .filter((line) => /\boverflow-(x-|y-)?auto\b/.test(line) && !/\b(relative|absolute|fixed|sticky)\b/.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  )
  expect(adrift).toEqual([])
})
