import { expect, it } from 'vitest'
import { createLogger, isLogLevel, reasonOf } from './log'

it('writes one JSON object a line, at its level and above', () => {
  const lines: string[] = []
  const logger = createLogger('warn', (line) => lines.push(line))
  logger.info('quiet')
  logger.error('a\nb', { channel: 'c\n{"level":"info"}' })
  expect(lines).toHaveLength(1)
  expect(lines[0]?.indexOf('\n')).toBe((lines[0]?.length ?? 0) - 1)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error', event: 'a\nb', channel: 'c\n{"level":"info"}' })
})

it('knows its levels and explains what was thrown', () => {
  expect([isLogLevel('debug'), isLogLevel('toString')]).toEqual([true, false])
  expect([reasonOf(new Error('x')), reasonOf('y'), reasonOf(undefined)]).toEqual(['x', 'y', 'undefined'])
})

it('says what caused an error, as far down as it is told: a refused webhook is more than "fetch failed"', () => {
  const refused = Object.assign(new Error(''), { code: 'ECONNREFUSED' })
  const untrusted = new Error('self-signed certificate')
  expect(reasonOf(new TypeError('fetch failed', { cause: untrusted }))).toBe('fetch failed: self-signed certificate')
  expect(reasonOf(new TypeError('fetch failed', { cause: refused }))).toBe('fetch failed: ECONNREFUSED')
  expect(reasonOf(new Error('apps.json: not JSON', { cause: new Error('not JSON') }))).toBe('apps.json: not JSON')
  expect(reasonOf(new Error('alone'))).toBe('alone')
  expect(reasonOf('a text')).toBe('a text')
})
