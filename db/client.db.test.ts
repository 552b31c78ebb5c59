import { inspect } from 'node:util'
import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { newId } from '@/lib/ids'
import { db, transaction } from './client'
import { dialect } from './dialect/choice'
import { rateLimits } from './schema'
import { countAll, isUniqueViolation } from './sql'

const row = (key: string, count = 1) => ({ key, windowStartedAt: new Date(1_700_000_000_123), count })

test('instants come back as the same millisecond', async () => {
  const key = newId()
  await transaction((tx) => tx.insert(rateLimits).values(row(key)))
  const [read] = await db.select().from(rateLimits).where(eq(rateLimits.key, key))
  expect(read?.windowStartedAt).toEqual(new Date(1_700_000_000_123))
})

test('an error undoes everything its transaction wrote', async () => {
  const key = newId()
  const failing = transaction(async (tx) => {
    await tx.insert(rateLimits).values(row(key))
    throw new Error('stop')
  })
  await expect(failing).rejects.toThrow('stop')
  const [found] = await db.select({ count: countAll() }).from(rateLimits).where(eq(rateLimits.key, key))
  expect(found?.count).toBe(0)
})

test('a count is a number, not text', async () => {
  const [found] = await db.select({ count: countAll() }).from(rateLimits)
  expect(found?.count).toBeTypeOf('number')
})

test('read-modify-write transactions of one process never lose an update', async () => {
  const key = newId()
  await transaction((tx) => tx.insert(rateLimits).values(row(key, 0)))
  const increment = () =>
    transaction((tx) =>
      tx
        .update(rateLimits)
        .set({ count: sql`${rateLimits.count} + 1` })
        .where(eq(rateLimits.key, key))
        .returning({ count: rateLimits.count }),
    )
  await Promise.all(Array.from({ length: 40 }, increment))
  const [read] = await db.select({ count: rateLimits.count }).from(rateLimits).where(eq(rateLimits.key, key))
  expect(read?.count).toBe(40)
})

test('a broken unique key is recognised in both dialects', async () => {
  const key = newId()
  await transaction((tx) => tx.insert(rateLimits).values(row(key)))
  const again = transaction((tx) => tx.insert(rateLimits).values(row(key)))
  const error = await again.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(isUniqueViolation(error)).toBe(true)
  expect(isUniqueViolation(new Error('something else'))).toBe(false)
})

test('an error of the database carries no value, however it is printed', async () => {
  const secret = `secret@cafe.example\n    at the secret table\n${newId()}`
  await transaction((tx) => tx.insert(rateLimits).values(row(secret)))
  const thrown = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => error as Error,
    )
  const printed = (error: unknown) => [inspect(error, { depth: 9, showHidden: true }), String(error)].join('\n')
  const broken = [
    await thrown(transaction((tx) => tx.insert(rateLimits).values(row(secret)))),
    await thrown(transaction((tx) => tx.insert(rateLimits).values({ ...row(secret), key: null as never }))),
    await thrown(Promise.resolve(db.select().from(rateLimits).where(sql`no_such_column = ${secret}`))),
    await thrown(Promise.resolve(db.select().from(rateLimits).where(sql`cast(${secret} as integer) = no_such(1)`))),
  ]
  for (const error of broken) {
    expect(error).toBeInstanceOf(Error)
    expect(printed(error)).not.toContain('secret')
    expect(error?.stack).toMatch(/\n {4}at /)
  }
})

test('values that PostgreSQL quotes stay out of the message', async ({ skip }) => {
  if (dialect === 'sqlite') skip('SQLite reads any text as a number')
  const read = db.select().from(rateLimits).where(sql`cast(${'secret'} as uuid) is null`)
  const error = await Promise.resolve(read).catch((thrown: unknown) => thrown)
  expect(inspect(error, { depth: 9 })).not.toContain('secret')
  expect(inspect(error, { depth: 9 })).toContain('invalid input syntax for type uuid')
})
