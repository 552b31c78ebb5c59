import { expect, it } from 'vitest'
import { localModeLines } from './local-mode'

const env = { NODE_ENV: 'production', NEXTAUTH_URL: 'http://localhost:3000', OUTBOX_KEY: 'the-key' } as const
const local = { url: 'http://localhost:3000', env, isAddressChosen: false }

it('a start without an address prints the link of the outbox, and for whom this is', () => {
  const [outbox, forWhom, ...more] = localModeLines(local)
  expect(outbox).toContain('http://localhost:3000/dev/outbox?key=the-key')
  expect(forWhom).toMatch(/^Local mode: only this machine .* behind a proxy, set NEXTAUTH_URL/)
  expect(more).toEqual([])
})

it('who has said that this is local hears of the outbox alone, and with an email provider of nothing', () => {
  expect(localModeLines({ ...local, isAddressChosen: true })).toHaveLength(1)
  const sends = { ...local, isAddressChosen: true, env: { ...env, RESEND_API_KEY: 're_1' } }
  expect(localModeLines(sends)).toEqual([])
})

it('a public start prints no key', () => {
  const url = 'https://cafe.example'
  expect(localModeLines({ url, env: { ...env, NEXTAUTH_URL: url }, isAddressChosen: true })).toEqual([])
})
