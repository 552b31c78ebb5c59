import { expect, test, vi } from 'vitest'
import { log } from './log'

function lineOf(write: () => void): Record<string, unknown> {
  const lines: string[] = []
  const output = vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0)
  write()
  output.mockRestore()
  return JSON.parse(lines.join(''))
}

test('an error is printed with what caused it, wherever its library keeps that', () => {
  const cause = Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  const described = { message: 'Request failed', cause: { message: 'self-signed certificate', code: cause.code } }
  const standard = new Error('Request failed', { cause })
  // As the pusher library does.
  const pushers = Object.assign(new Error('Request failed'), {
    error: cause,
    url: 'https://ws.example/?auth_signature=x',
  })
  for (const error of [standard, pushers]) {
    const line = lineOf(() => log.error('realtime.publish.failed', { error }))
    expect(line.error).toMatchObject(described)
    expect(JSON.stringify(line)).not.toContain('auth_signature')
  }
})
