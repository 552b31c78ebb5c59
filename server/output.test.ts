import { afterEach, expect, it, vi } from 'vitest'
import { prefixed } from './output'

afterEach(() => void vi.restoreAllMocks())

it('passes on what a program says, but not the address that Next takes for the network', () => {
  const said: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0)
  const pass = prefixed('app')
  for (const line of [
    '▲ Next.js 16',
    '- Local:         http://localhost:3000',
    '- Network:       http://127.0.0.1:3000',
    '  ',
  ])
    pass(line)
  pass('   - Network:       http://127.0.0.1:3000')
  pass('{"event":"x","text":"- Network: down"}')
  expect(said).toEqual([
    '[app] ▲ Next.js 16\n',
    '[app] - Local:         http://localhost:3000\n',
    '{"program":"app","event":"x","text":"- Network: down"}\n',
  ])
})

it('keeps a line of a log one JSON object, and takes nothing else for one', () => {
  const said: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0)
  const pass = prefixed('app "1"')
  const line = { at: '2026-01-01T00:00:00.000Z', level: 'info', event: 'a\nb', program: undefined, more: { x: ['}'] } }
  pass(JSON.stringify(line))
  expect(JSON.parse(said[0] ?? '')).toEqual({ ...line, program: 'app "1"' })
  const others = ['{ digest: 1 }', '{"event":"cut off', '{}', '{"a":1} and more', '["a"]', 'null']
  for (const other of others) pass(other)
  expect(said.slice(1)).toEqual(others.map((other) => `[app "1"] ${other}\n`))
})
