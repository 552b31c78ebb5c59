import { expect, test } from 'vitest'
import { isCommonPassword } from './common-passwords'

const maria = { username: 'Maria_Lopez', email: 'mlopez.study@example.org' }

test.each([
  'virtualcafe1',
  'VirtualCafe2026!',
  '1virtualcafe',
  'v1rtualc4fe',
  'V!rtu4lCaf3#99',
  'virtual-cafe-1',
  'cafecafe2024',
  'barista123!',
  'maria_lopez1',
  'MariaLopez2026',
  'm4r1a_l0pez!!',
  'maria.lopez.99',
  'mlopez.study7',
  'mlopez.study@example.org1',
])('%s is too easy to guess', async (password) => {
  expect(await isCommonPassword(password, maria)).toBe(true)
})

test.each([
  'a quiet corner table',
  'snow on the roof top',
  'mariachi in november',
  'correct horse virtualcafe staple',
  'vT9#kq2!xL',
  '20261123987',
])('%s is not', async (password) => {
  expect(await isCommonPassword(password, maria)).toBe(false)
})

test('a short name of one\u2019s own does not spoil other passwords', async () => {
  expect(await isCommonPassword('4711-0815-9923-x', { username: 'x_1', email: 'x1@example.org' })).toBe(false)
})
