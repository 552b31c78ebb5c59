import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { sqliteLibrary } from './sqlite-library.mjs'

it.each([
  ['9', 'better-sqlite3', 'Node 20'],
  ['10', 'better-sqlite3-napi', 'Node 22 and newer'],
  ['11', 'better-sqlite3-napi', 'whatever comes'],
  [undefined, 'better-sqlite3', 'no Node-API at all'],
])('Node-API %s gets %s', (nodeApi, library) => {
  expect(sqliteLibrary(nodeApi)).toBe(library)
})

it('this Node opens a database with what is chosen for it', () => {
  const Sqlite = createRequire(import.meta.url)(sqliteLibrary(process.versions.napi))
  const handle = new Sqlite(':memory:')
  expect(handle.prepare('select 1 as one').get()).toEqual({ one: 1 })
  handle.close()
})
