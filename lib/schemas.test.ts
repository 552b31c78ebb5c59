/** Whatever is sent from outside, to whichever schema: it is refused, or it is something both databases take. */
import { describe, expect, test } from 'vitest'
import { z } from 'zod'

const modules = import.meta.glob<Record<string, unknown>>('./**/*schemas.ts', { eager: true })

/** A part of a schema that reads one value, and where it stands. */
type Leaf = { path: string; schema: z.ZodType }

/** The parts of every exported schema: a new one is tested by being exported. */
const leaves: Leaf[] = Object.entries(modules).flatMap(([file, module]) =>
  Object.entries(module).flatMap(([name, schema]) =>
    schema instanceof z.ZodType ? leavesOf(`${file.slice(2)} ${name}`, schema) : [],
  ),
)

function leavesOf(path: string, schema: z.ZodType): Leaf[] {
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([key, field]) => leavesOf(`${path}.${key}`, field as z.ZodType))
  if (schema instanceof z.ZodUnion && schema.options.every((option) => option instanceof z.ZodObject))
    return schema.options.flatMap((option, at) => leavesOf(`${path}|${at}`, option as z.ZodType))
  // An object that is refined or made into another one.
  if (schema instanceof z.ZodPipe && schema.in instanceof z.ZodObject) return leavesOf(path, schema.in)
  return [{ path, schema }]
}

const long = 'a'.repeat(200_000)
const hostile: unknown[] = [
  ...['', ' ', 'a', '\0', 'a\0b', '\u0001\u001f\u007f\u0085x', '\ud800', 'a\udc00b', '\ufffe', '\ufdd0x', '\u{1fffe}x'],
  ...[
    '\u200b\u200b\u200b',
    '\u3164',
    'a\r\nb',
    '\u202eevil',
    '../..',
    '%00',
    '=1+1',
    long,
    `${long}\0`,
    '\0'.repeat(50_000),
  ],
  ...[
    'a\u0301\0',
    `a${'\u0301'.repeat(100_000)}`,
    'ⓐ',
    '１２３４５６',
    '-',
    '1e9',
    '3000000000',
    '1e308',
    'NaN',
    'Infinity',
    '-1',
    '0x10',
  ],
  ...['2147483647', '2147483648', '99999999999999999999'],
  ...[3e9, -3e9, 2 ** 31, -1, 0, 1, 0.5, 1e308, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -0],
  ...[
    null,
    undefined,
    true,
    [],
    ['\0'],
    {},
    { a: '\0' },
    { length: 3 },
    new Date(Number.NaN),
    10n,
    Symbol('x'),
    () => 1,
  ],
]

/** Passwords are hashed and never stored as they are. */
const isSecret = (path: string) => /password/i.test(path)

const refusedByDatabases = /[\p{Cs}\p{Noncharacter_Code_Point}]|(?![\n\t])\p{Cc}/u

/** What in an accepted value one of the databases would refuse or keep in another form; nothing in a good one. */
function faultsOf(value: unknown, path: string): string[] {
  if (typeof value === 'string') {
    if (value.length > 40_000) return ['far too long']
    return refusedByDatabases.test(value) && !isSecret(path) ? ['characters that no database takes'] : []
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return ['no number']
    return Math.abs(value) > 2_147_483_647 ? ['more than four bytes hold'] : []
  }
  if (Array.isArray(value)) return value.flatMap((item) => faultsOf(item, path))
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, item]) => [...faultsOf(key, path), ...faultsOf(item, path)])
  return []
}

test('there are schemas, and every part of them is found', () => {
  expect(Object.keys(modules).length).toBeGreaterThanOrEqual(5)
  expect(leaves.length).toBeGreaterThan(80)
})

describe('what is hostile is refused or made harmless, never thrown over', () => {
  for (const { path, schema } of leaves)
    test(path, () => {
      for (const given of hostile) {
        const parsed = schema.safeParse(given)
        const faults = parsed.success ? faultsOf(parsed.data, path) : []
        if (faults.length > 0) expect.fail(`${JSON.stringify(String(given).slice(0, 40))} was taken: ${faults}`)
      }
    })
})
