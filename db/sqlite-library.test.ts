import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { sqliteLibrary } from './sqlite-library.mjs'

it('Node 20 gets 12, and what speaks Node-API 10 gets 13', () => {
  expect(sqliteLibrary('9')).toBe('better-sqlite3')
  expect(sqliteLibrary('10')).toBe('better-sqlite3-napi')
  expect(sqliteLibrary('11')).toBe('better-sqlite3-napi')
  expect(sqliteLibrary(undefined)).toBe('better-sqlite3')
})

it('this Node opens a database with what is chosen for it', () => {
  const Sqlite = createRequire(import.meta.url)(sqliteLibrary(process.versions.napi))
  const handle = new Sqlite(':memory:')
  expect(handle.prepare('select 1 as one').get()).toEqual({ one: 1 })
  handle.close()
})
