import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { isSystemPath } from '../lib/environment/database-file.mjs'
import { prepareDataDir } from './data-dir'
import { readOptions, startProblems } from './options'

it('has an answer for everything when nothing is said', () => {
  const nothing = {
    isDev: false,
    host: '127.0.0.1',
    port: 3000,
    isPortNamed: false,
    dataDir: '.data',
    processes: 1,
    mayBuild: true,
    isCheck: false,
  }
  expect(readOptions([], {})).toEqual(nothing)
})

it('flags win over the environment', () => {
  const settings = { PORT: '4000', DATA_DIR: '/var/cafe', WEB_CONCURRENCY: '2' }
  expect(readOptions([], settings)).toMatchObject({ port: 4000, isPortNamed: true, dataDir: '/var/cafe', processes: 2 })
  const args = ['--port', '5000', '--data-dir=here', '--processes', '3', '--no-build', '--dev']
  expect(readOptions(args, settings)).toMatchObject({
    port: 5000,
    isPortNamed: true,
    dataDir: 'here',
    processes: 3,
    mayBuild: false,
    isDev: true,
  })
})

it.each([
  [['--port', 'http'], {}, '--port: expected a port between 1 and 65535'],
  [['--port', ''], {}, '--port: expected a port between 1 and 65535'],
  [[], { PORT: '70000' }, 'PORT: expected a port between 1 and 65535'],
  [['--processes', '0'], {}, '--processes: expected a number of processes between 1 and 64'],
  [[], { WEB_CONCURRENCY: 'two' }, 'WEB_CONCURRENCY: expected a number of processes between 1 and 64'],
])('%j with %o is refused with a sentence', (args, settings, sentence) => {
  expect(startProblems(args, settings)).toEqual([sentence])
})

it('a flag that does not exist is refused with all that do', () => {
  expect(() => readOptions(['--prot', '1'], {})).toThrow(/Unknown option '--prot'.*--data-dir <path>/s)
})

it('what is wrong is told at once: every variable and every flag, without its value where that may be a secret', () => {
  const settings = {
    NEXTAUTH_URL: 'https://cafe.example',
    DATABASE_URL: 'mysql://somebody:hunter2@db/cafe',
    PORT: '70000',
    PUSHER_CLUSTER: 'eu',
    CRON_ROOMS_SECONDS: 'often',
    GOOGLE_CLIENT_ID: 'id',
  }
  const problems = startProblems(['--port', 'http', '--processes=0'], settings)
  expect(problems.map((problem) => problem.split(/[: ]/)[0])).toEqual([
    '--port',
    '--processes',
    'DATABASE_URL',
    'PORT',
    'CRON_ROOMS_SECONDS',
    'The',
    'GOOGLE_CLIENT_SECRET',
    'RESEND_API_KEY',
    'MAIL_FROM',
  ])
  expect(problems.join()).not.toContain('hunter2')
})

it('a flag that does not exist is told beside the wrong settings, and so is a data folder that can be none', () => {
  const problems = startProblems(['--prot', '1', '--data-dir', '/proc/cafe'], { LOG_LEVEL: 'loud' })
  expect(problems).toEqual([
    expect.stringMatching(/^Unknown option '--prot'.*npm start -- --help/),
    expect.stringMatching(/^LOG_LEVEL: /),
  ])
  expect(startProblems(['--data-dir', '/proc/cafe'], {})).toEqual([
    expect.stringMatching(/^VirtualCafe cannot use \/proc\/cafe: /),
  ])
})

it("the system's own files keep no data, also not behind a link; memory that holds files does", () => {
  const folder = mkdtempSync(join(tmpdir(), 'cafe-options-'))
  symlinkSync('/proc', join(folder, 'link'))
  const refused = (path: string) => {
    try {
      prepareDataDir('/', path)
      return null
    } catch (error) {
      return String(error)
    }
  }
  for (const path of [
    '/proc/cafe',
    '/proc',
    '/sys/fs/cafe',
    '/dev/cafe',
    join(folder, 'link', 'cafe'),
    '/tmp/../proc/x',
  ])
    expect(refused(path), path).toMatch(/^CliError: VirtualCafe cannot use .* system's own files.* --data-dir\.$/)
  expect(['/process', '/srv/proc', '/dev/shm/cafe', '/dev/shm', folder].filter(isSystemPath)).toEqual([])
  rmSync(folder, { recursive: true })
})

it('the folder of a database is there, or it is the data folder, which is made', () => {
  const DATABASE_URL = 'file:/no/such/folder/cafe.db'
  expect(startProblems([], { DATABASE_URL })).toEqual([expect.stringContaining('there is no folder /no/such/folder')])
  expect(startProblems(['--data-dir', '/no/such'], { DATABASE_URL })).toEqual([])
  expect(startProblems([], { DATABASE_URL, DATA_DIR: '/no/such/folder' })).toEqual([])
  expect(startProblems([], { DATABASE_URL: 'file:.data/virtualcafe.db' })).toEqual([])
})

it('nothing has to be set on one machine', () => {
  expect(startProblems([], {})).toEqual([])
})
