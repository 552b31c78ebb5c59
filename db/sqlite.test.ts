import { afterEach, expect, test } from 'vitest'
import { sqliteFile } from './dialect/choice'
import { openSqliteFile } from './sqlite'

const opened: { close(): unknown }[] = []
const open = () => {
  const handle = openSqliteFile(':memory:')
  opened.push(handle)
  return handle
}

afterEach(() => {
  for (const handle of opened.splice(0)) handle.close()
})

test('a statement is compiled once, and comes as it came the first time', () => {
  const handle = open()
  const arrays = handle.prepare('select 1 as one').raw()
  expect(arrays.all()).toEqual([[1]])
  const again = handle.prepare('select 1 as one')
  expect(again).toBe(arrays)
  expect(again.all()).toEqual([{ one: 1 }])
})

test('a kept statement sees the table as it is now', () => {
  const handle = open()
  handle.exec('create table cups (size int)')
  const all = 'select * from cups'
  expect(handle.prepare(all).all()).toEqual([])
  handle.exec("alter table cups add column colour text default 'white'")
  handle.prepare('insert into cups (size) values (?)').run(3)
  expect(handle.prepare(all).all()).toEqual([{ size: 3, colour: 'white' }])
})

test('only so many are kept', () => {
  const handle = open()
  const first = handle.prepare('select 0')
  for (let n = 1; n <= 300; n++) handle.prepare(`select ${n}`)
  expect(handle.prepare('select 0')).not.toBe(first)
  expect(handle.prepare('select 300')).toBe(handle.prepare('select 300'))
})

test.each(['mysql://x', 'mongodb+srv://x/y', 'sqlserver:x'])('%s is not taken for a file', (address) => {
  expect(() => sqliteFile(address)).toThrow('DATABASE_URL: expected file:<path> or postgres://…')
})
