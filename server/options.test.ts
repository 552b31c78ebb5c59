import { expect, it } from 'vitest'
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
  [['--port', 'http'], {}, '--port must be a port between 1 and 65535, not "http".'],
  [[], { PORT: '70000' }, 'PORT must be a port between 1 and 65535, not "70000".'],
  [['--processes', '0'], {}, '--processes must be a number of processes between 1 and 64, not "0".'],
  [[], { WEB_CONCURRENCY: 'two' }, 'WEB_CONCURRENCY must be a number of processes between 1 and 64, not "two".'],
  [['--prot', '1'], {}, "Unknown option '--prot'"],
])('%j with %o is refused with a sentence', (args, settings, sentence) => {
  expect(() => readOptions(args, settings)).toThrow(sentence)
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
  ])
  expect(problems.join()).not.toContain('hunter2')
})

it('nothing has to be set on one machine', () => {
  expect(startProblems([], {})).toEqual([])
})
