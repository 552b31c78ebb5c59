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
    '[app] {"event":"x","text":"- Network: down"}\n',
  ])
})
