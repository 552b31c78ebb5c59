import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { localSecrets } from './secrets'

let dataDir: string
const file = () => join(dataDir, 'secrets.json')

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'cafe-secrets-'))
})

afterEach(() => rmSync(dataDir, { recursive: true }))

it('makes long secrets once, for their owner only, and keeps them', () => {
  const first = localSecrets(dataDir)
  expect(first.NEXTAUTH_SECRET.length).toBeGreaterThanOrEqual(43)
  expect(new Set(Object.values(first)).size).toBe(6)
  expect(statSync(file()).mode & 0o777).toBe(0o600)
  expect(localSecrets(dataDir)).toEqual(first)
  expect(readdirSync(dataDir)).toEqual(['secrets.json'])
})

it('adds what a newer version needs and keeps the rest', () => {
  writeFileSync(file(), '{"NEXTAUTH_SECRET":"kept","PUSHER_KEY":""}')
  const secrets = localSecrets(dataDir)
  expect(secrets.NEXTAUTH_SECRET).toBe('kept')
  expect(secrets.PUSHER_KEY).toMatch(/^[0-9a-f]{20}$/)
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual(secrets)
})

it('does not throw away a damaged file by itself', () => {
  writeFileSync(file(), '{"NEXTAUTH_SECRET":')
  expect(() => localSecrets(dataDir)).toThrow(/is damaged: delete it/)
})
