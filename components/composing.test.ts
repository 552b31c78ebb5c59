import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('.', import.meta.url))
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\./.test(path))
  .map((path) => ({ path, text: readFileSync(root + path, 'utf8') }))

/** Nothing is typed there: a toast has buttons only. */
const withoutText = new Set(['ui/toast-stack.tsx'])

test('whoever acts on Enter or Escape asks first whether an input method does', () => {
  const listening = sources.filter(({ text }) => /\.key (===|!==) '(Enter|Escape)'/.test(text))
  const asking = listening.filter(({ text }) => text.includes('isComposing(event)')).map(({ path }) => path)
  expect(asking).toContain('rooms/message-box.tsx')
  expect(listening.map(({ path }) => path).filter((path) => !asking.includes(path) && !withoutText.has(path))).toEqual(
    [],
  )
})

test('every dialog and sheet asks before it closes over what was typed', () => {
  const popups = sources.filter(({ text }) => /from '@base-ui\/react\/(dialog|drawer)'/.test(text))
  expect(popups.length).toBeGreaterThan(1)
  for (const { path, text } of popups) {
    expect(text, path).toMatch(/= useDiscardQuestion\(/)
    expect(text, path).toContain('onOpenChange={unlessComposing(change)}')
    expect(text, path).toContain('{question}')
  }
})

test('every dialog, sheet and pane leaves Escape to an input method', () => {
  const popups = sources.filter(({ text }) => /from '@base-ui\/react\/(dialog|alert-dialog|drawer|popover)'/.test(text))
  expect(popups.length).toBeGreaterThan(3)
  for (const { path, text } of popups) {
    const roots = text.match(/<Base\.Root\b[^>]*>/g) ?? []
    expect(roots.length, path).toBeGreaterThan(0)
    for (const tag of roots) expect(tag, path).toContain('unlessComposing(')
  }
})
