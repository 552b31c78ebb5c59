import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSettings } from '../lib/environment/files.mjs'
import { startProblems } from './options'
import { chooseRealtime } from './settings'

describe('readSettings', () => {
  it('the environment wins over .env.local, and that over .env; an empty variable is an absent one', () => {
    const root = mkdtempSync(join(tmpdir(), 'cafe-settings-'))
    writeFileSync(join(root, '.env'), 'A=env\nB=env\nC=env\nD="with # sign"\nE=\n')
    writeFileSync(join(root, '.env.local'), 'B=local\nC=local\n')
    const settings = readSettings(root, { NODE_ENV: 'test', C: 'real', A: ' ' })
    expect(settings).toEqual({ NODE_ENV: 'test', A: 'env', B: 'local', C: 'real', D: 'with # sign' })
    rmSync(root, { recursive: true })
  })
})

describe('chooseRealtime', () => {
  const keys = { PUSHER_APP_ID: '1', PUSHER_KEY: 'k', PUSHER_SECRET: 's' }

  it('without any of the variables it is ours, on its usual port', () => {
    expect(chooseRealtime({})).toEqual({ kind: 'embedded', keys: null, port: 6001, isPortNamed: false })
  })

  it('with keys and a cluster, or a host elsewhere, somebody else speaks', () => {
    expect(chooseRealtime({ ...keys, PUSHER_CLUSTER: 'eu' })).toEqual({ kind: 'external' })
    expect(chooseRealtime({ ...keys, PUSHER_HOST: 'ws.example.org' })).toEqual({ kind: 'external' })
  })

  it('a cluster is never ours, also when a host of this machine answers in its place', () => {
    const relayed = { ...keys, PUSHER_CLUSTER: 'eu', PUSHER_HOST: '127.0.0.1', PUSHER_PORT: '7000' }
    expect(chooseRealtime(relayed)).toEqual({ kind: 'external' })
  })

  it.each(['localhost', '127.0.0.1', '::1'])('with keys and the host %s it is ours, with these keys', (PUSHER_HOST) => {
    const chosen = chooseRealtime({ ...keys, PUSHER_HOST, PUSHER_PORT: '7000' })
    expect(chosen).toMatchObject({ kind: 'embedded', keys: { appId: '1', key: 'k', secret: 's' }, port: 7000 })
    expect(chosen).toMatchObject({ isPortNamed: true })
  })

  it.each([
    [{ PUSHER_KEY: 'k' }, 'PUSHER_APP_ID, PUSHER_SECRET missing'],
    [{ PUSHER_CLUSTER: 'eu' }, 'PUSHER_APP_ID, PUSHER_KEY, PUSHER_SECRET missing'],
    [{ PUSHER_HOST: 'ws.example.org' }, 'PUSHER_APP_ID, PUSHER_KEY, PUSHER_SECRET missing'],
    [keys, 'also set PUSHER_CLUSTER'],
    [{ PUSHER_PORT: 'many' }, 'PUSHER_PORT: expected a port'],
  ])('half-set %o is refused with a sentence', (settings, sentence) => {
    expect(startProblems([], settings)).toEqual([expect.stringContaining(sentence)])
  })
})
