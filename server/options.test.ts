import { expect, it } from 'vitest'
import { readOptions } from './options'

it('has an answer for everything when nothing is said', () => {
  const nothing = {
    isDev: false,
    host: '127.0.0.1',
    port: 3000,
    dataDir: '.data',
    processes: 1,
    mayBuild: true,
    wantsHelp: false,
  }
  expect(readOptions([], {})).toEqual(nothing)
})

it('flags win over the environment', () => {
  const settings = { PORT: '4000', DATA_DIR: '/var/cafe', WEB_CONCURRENCY: '2' }
  expect(readOptions([], settings)).toMatchObject({ port: 4000, dataDir: '/var/cafe', processes: 2 })
  const args = ['--port', '5000', '--data-dir=here', '--processes', '3', '--no-build', '--dev']
  expect(readOptions(args, settings)).toMatchObject({
    port: 5000,
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
