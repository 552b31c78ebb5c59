import { expect, it } from 'vitest'
import { readOptions } from './options'

it('has an answer for everything when nothing is said', () => {
  const nothing = { isDev: false, host: '127.0.0.1', port: 3000, dataDir: '.data', mayBuild: true, wantsHelp: false }
  expect(readOptions([], {})).toEqual(nothing)
})

it('flags win over the environment', () => {
  const settings = { PORT: '4000', DATA_DIR: '/var/cafe' }
  expect(readOptions([], settings)).toMatchObject({ port: 4000, dataDir: '/var/cafe' })
  const args = ['--port', '5000', '--data-dir=here', '--no-build', '--dev']
  expect(readOptions(args, settings)).toMatchObject({ port: 5000, dataDir: 'here', mayBuild: false, isDev: true })
})

it.each([
  [['--port', 'http'], {}, '--port must be a port between 1 and 65535, not "http".'],
  [[], { PORT: '70000' }, 'PORT must be a port between 1 and 65535, not "70000".'],
  [['--prot', '1'], {}, "Unknown option '--prot'"],
])('%j with %o is refused with a sentence', (args, settings, sentence) => {
  expect(() => readOptions(args, settings)).toThrow(sentence)
})
