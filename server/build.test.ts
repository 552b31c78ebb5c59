import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
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

  /** What runs in place of `next build`: notes each build, and does `more` to the sources meanwhile. */
  const fakeNext = (more = '') =>
    write(
      'node_modules/next/dist/bin/next',
      `const fs = require('node:fs')
      fs.mkdirSync(process.env.NEXT_DIST_DIR, { recursive: true })
      fs.appendFileSync('builds.log', process.env.NEXT_DIST_DIR + '\\n')
      ${more}`,
    )
  const builds = () => readFileSync(join(root, 'builds.log'), 'utf8').trim().split('\n')

  it('builds once, however many ask at once, and not again while the sources stay the same', async () => {
    fakeNext()
    const all = await Promise.all([ensureBuild(root, env, true), ensureBuild(root, env, true)])
    expect(await ensureBuild(root, env, true)).toEqual(all[0])
    expect(builds()).toEqual([all[1]?.distDir])
  })

  it('builds again what changed while it was built', async () => {
    fakeNext(`if (!fs.existsSync('app/late.tsx')) fs.writeFileSync('app/late.tsx', 'late')`)
    const { distDir } = await ensureBuild(root, env, true)
    expect(distDir).toBe(join('.build', buildHash(root, env)))
    expect(builds()).toHaveLength(2)
  })

  it('keeps the two newest builds and the one that a living start serves', async () => {
    fakeNext()
    const old = ['served', 'left', 'interrupted', 'previous']
    old.forEach((name, age) => {
      if (name !== 'interrupted') stamped(name)
      else write(`.build/${name}/BUILD_ID`, 'x')
      const stamp = join(root, '.build', name, 'virtualcafe.json')
      if (existsSync(stamp)) utimesSync(stamp, age + 1, age + 1)
    })
    write(`.build/served/users/${process.ppid}`, '')
    write(`.build/left/users/${spawnSync(process.execPath, ['-e', '']).pid}`, '')
    await ensureBuild(root, env, true)
    const kept = readdirSync(join(root, '.build')).filter((name) => name !== 'lock')
    expect(kept.sort()).toEqual(['previous', 'served', buildHash(root, env)].sort())
  })

  it('a build that fails is said, and tried again by the next start', async () => {
    fakeNext('process.exit(1)')
    for (const _ of [1, 2]) await expect(ensureBuild(root, env, true)).rejects.toThrow('The build failed (exit code 1)')
    expect(builds()).toHaveLength(2)
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
