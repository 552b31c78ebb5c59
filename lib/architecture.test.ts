import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { breachesIn, type Source } from './testing/architecture'

const root = new URL('..', import.meta.url).pathname

function tree(): Source[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx'], {
    cwd: root,
    encoding: 'utf8',
  })
  const paths = listed.split('\n').filter((path) => path && existsSync(root + path))
  return paths.map((path) => ({ path, text: readFileSync(root + path, 'utf8') }))
}

test('the tree keeps the rules of the house', () => {
  const sources = tree()
  expect(sources.length).toBeGreaterThan(30)
  expect(breachesIn(sources)).toEqual([])
})

const file = (path: string, text: string): Source => ({ path, text })
const serverFile = "import 'server-only'\n"
const schemaFile = file('db/schema/rooms.ts', "export const memberships = table('memberships', {})")
const fromSchema = "import { memberships } from '@/db/schema'\n"

test.each<[string, Source[], RegExp]>([
  ['lib uses components', [file('lib/rooms/rules.ts', "import { x } from '@/components/ui/button'")], /one way/],
  ['components use app', [file('components/a.tsx', "import x from '../app/page'")], /one way/],
  ['components use db', [file('components/a.tsx', "import { db } from '@/db/client'")], /one way/],
  ['db uses lib', [file('db/client.ts', "import { log } from '@/lib/log'")], /one way/],
  ['the app uses server/', [file('app/page.tsx', "import x from '@/server/start'")], /one way/],
  ['a dynamic import', [file('lib/env.ts', "await import('@/app/page')")], /one way/],
  [
    'accounts knows rooms',
    [file('lib/accounts/queries.ts', `${serverFile}import x from '../rooms/rules'`)],
    /must not know/,
  ],
  ['a command for browsers', [file('lib/rooms/commands.ts', 'export const a = 1')], /server-only/],
  [
    'a bare action',
    [file('lib/rooms/actions.ts', "'use server'\nexport async function dropAction() {}")],
    /not built by/,
  ],
  [
    'a badly named action',
    [file('lib/rooms/actions.ts', "'use server'\nexport const drop = action({})")],
    /ends in Action/,
  ],
  ['actions without use server', [file('lib/rooms/actions.ts', 'export const dropAction = action({})')], /use server/],
  [
    'an action inside a component',
    [file('app/page.tsx', "export default function Page() {\n  async function drop() {\n    'use server'\n  }\n}")],
    /inside a function/,
  ],
  [
    'a table of another domain is written',
    [schemaFile, file('lib/planner/commands.ts', `${serverFile}${fromSchema}await tx.insert(memberships).values(row)`)],
    /belongs to rooms: call a command/,
  ],
  [
    'a table of a domain below is read',
    [schemaFile, file('lib/accounts/queries.ts', `${serverFile}${fromSchema}db.select().from(memberships)`)],
    /must not know it/,
  ],
  ['a rule with a package', [file('lib/rooms/rules.ts', "import { db } from 'postgres'")], /rules are pure/],
  [
    'a rule with a server file',
    [file('lib/rooms/rules.ts', "import { env } from '@/lib/env'"), file('lib/env.ts', serverFile)],
    /rules are pure/,
  ],
  [
    'a form on bare React',
    [file('components/a.tsx', "'use client'\nimport { useActionState } from 'react'")],
    /useFormAction/,
  ],
  [
    'a schema that reaches browsers',
    [
      file('components/a.tsx', "'use client'\nimport { limits } from '@/lib/rooms/limits'"),
      file('lib/rooms/limits.ts', "export { limits } from './schemas'"),
      file('lib/rooms/schemas.ts', "import { z } from 'zod'"),
    ],
    /not for browsers/,
  ],
  [
    'a locale whose dates look like ISO ones',
    [file('lib/rooms/days.ts', "const format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })")],
    /formatted text as data/,
  ],
  ['the same in a test', [file('lib/a.test.ts', "new Date(at).toLocaleDateString('sv-SE')")], /formatted text as data/],
  ['formatted text cut up', [file('lib/a.ts', "clock.format(new Date(at)).split(':')")], /formatted text as data/],
  ['formatted text counted', [file('lib/a.ts', 'const hour = Number(clock.format(at))')], /formatted text as data/],
  [
    'formatted text parsed',
    [file('components/a.tsx', "new Date(now.toLocaleString('en-US', { timeZone }))")],
    /formatted text as data/,
  ],
  [
    'an id that needs https',
    [file('components/a.ts', 'const id = crypto.randomUUID()')],
    /uses crypto.randomUUID without asking/,
  ],
  ['an idle moment Safari lacks', [file('components/a.ts', 'requestIdleCallback(work)')], /without asking/],
])('a planted breach is found: %s', (_, sources, sentence) => {
  expect(breachesIn(sources).join('\n')).toMatch(sentence)
})

test('formatted text that is only shown is fine', () => {
  const shown = "words.format(new Date(instant(day)))\nconst xp = level.xp.toLocaleString('en-GB')"
  expect(breachesIn([file('components/a.tsx', shown)])).toEqual([])
})

test('what a browser may lack is fine once it is asked for', () => {
  const sources = [
    file('components/a.ts', "if ('wakeLock' in navigator) await navigator.wakeLock.request('screen')"),
    file('components/b.ts', 'if (!navigator.locks) return act()\nawait navigator.locks.request(name, act)'),
    file('lib/ids.ts', 'export const newUuid = () => crypto.randomUUID()'),
  ]
  expect(breachesIn(sources)).toEqual([])
})

test('types of a schema weigh nothing, and a server action takes nothing along', () => {
  const sources = [
    file(
      'components/a.tsx',
      "'use client'\nimport type { Room } from '@/lib/rooms/schemas'\nimport { dropAction } from '@/lib/rooms/actions'",
    ),
    file('lib/rooms/actions.ts', "'use server'\nimport { z } from 'zod'"),
    file('lib/rooms/schemas.ts', "import { z } from 'zod'"),
  ]
  expect(breachesIn(sources)).toEqual([])
})
