import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { PHASE_PRODUCTION_BUILD, PHASE_PRODUCTION_SERVER } from 'next/constants'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import configure from '../next.config'
import { ensureBuild } from './build'
import { projectFile } from './children'
import { actionsKey, buildHash, buildInputs, sourceHash } from './source-hash'

let root: string

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cafe-build-'))
  write('app/page.tsx', 'one')
  write('lib/time.ts', 'time')
  write('package-lock.json', '{}')
})

afterEach(() => rmSync(root, { recursive: true }))

describe('buildHash', () => {
  it.each([
    'app/page.tsx',
    'app/new.tsx',
    'components/a.tsx',
    'db/schema/a.ts',
    'public/icon.svg',
    'proxy.ts',
    'package-lock.json',
  ])('changes with %s', (path) => {
    const before = buildHash(root, {})
    write(path, 'changed')
    expect(buildHash(root, {})).not.toBe(before)
  })

  it.each([
    'lib/time.test.ts',
    'lib/testing/people.ts',
    'README.md',
    'e2e/a.spec.ts',
    'server/start.ts',
    'next-env.d.ts',
  ])('does not change with %s', (path) => {
    const before = buildHash(root, {})
    write(path, 'changed')
    expect(buildHash(root, {})).toBe(before)
  })

  it('changes with what ends up in the browser, not with what is read at run time', () => {
    expect(buildHash(root, { NEXT_PUBLIC_NAME: 'a' })).not.toBe(buildHash(root, {}))
    expect(buildHash(root, { DATABASE_URL: 'file:x' })).toBe(buildHash(root, {}))
  })

  it('a text moved from one file to another is another build', () => {
    const before = buildHash(root, {})
    write('app/page.tsx', 'onelib')
    expect(buildHash(root, {})).not.toBe(before)
  })
})

it('buildInputs lists files once, in a fixed order', () => {
  expect(buildInputs(root)).toEqual(['app/page.tsx', 'lib/time.ts', 'package-lock.json'])
})

describe('ensureBuild', () => {
  const env = { NODE_ENV: 'test' } as const
  const stamped = (name: string) => write(`.build/${name}/virtualcafe.json`, '{}')

  it('takes the build of these very sources', async () => {
    const hash = buildHash(root, env)
    stamped(hash)
    expect(await ensureBuild(root, env, true)).toEqual({ distDir: join('.build', hash), isFresh: true })
  })

  it('with --no-build takes an older one and says so', async () => {
    stamped('older')
    expect(await ensureBuild(root, env, false)).toEqual({ distDir: join('.build', 'older'), isFresh: false })
  })

  it('with --no-build and without any build says what to do', async () => {
    write('.build/interrupted/BUILD_ID', 'x')
    await expect(ensureBuild(root, env, false)).rejects.toThrow('There is no build to start')
  })
})

describe('the id of a build, which browsers are told', () => {
  const files = (at: string) => {
    for (const [path, text] of [
      ['app/page.tsx', 'one'],
      ['lib/time.ts', 'time'],
      ['package-lock.json', '{}'],
    ] as const) {
      mkdirSync(dirname(join(at, path)), { recursive: true })
      writeFileSync(join(at, path), text)
    }
  }

  it('is the same on two machines with the same sources, whatever their settings and secrets', () => {
    const other = mkdtempSync(join(tmpdir(), 'cafe-build-other-'))
    try {
      files(other)
      expect(sourceHash(other, { NEXTAUTH_SECRET: 's', DATABASE_URL: 'file:x' })).toBe(sourceHash(root, {}))
      expect(actionsKey(other, {})).toBe(actionsKey(root, {}))
      expect(Buffer.from(actionsKey(root, {}), 'base64')).toHaveLength(32)
      write('app/page.tsx', 'two')
      expect(sourceHash(other, {})).not.toBe(sourceHash(root, {}))
      expect(sourceHash(other, { NEXT_PUBLIC_A: 'a' })).not.toBe(sourceHash(other, {}))
    } finally {
      rmSync(other, { recursive: true })
    }
  })

  it('is another one with another key of the actions, whose names are in what browsers load', () => {
    const key = { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: 'k' }
    expect(actionsKey(root, key)).toBe('k')
    for (const name of [buildHash, sourceHash]) {
      expect(name(root, key)).not.toBe(name(root, {}))
      expect(name(root, { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: actionsKey(root, {}) })).toBe(name(root, {}))
    }
  })

  it('is what every build is given, also a plain next build, and so is the key', async () => {
    const here = projectFile('.').replace(/\/$/, '')
    vi.stubEnv('NEXT_SERVER_ACTIONS_ENCRYPTION_KEY', '')
    try {
      const id = sourceHash(here, process.env)
      configure(PHASE_PRODUCTION_SERVER)
      expect(process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY).toBe('')
      const config = configure(PHASE_PRODUCTION_BUILD)
      expect(process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY).toBe(actionsKey(here, {}))
      expect(await config.generateBuildId?.()).toBe(id)
    } finally {
      vi.unstubAllEnvs()
    }
  })
})
